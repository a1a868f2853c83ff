import { availableParallelism } from "node:os";
import {
  databaseEnvironment,
  masterEnvironment,
  readEnvironment,
  serviceEnvironment,
  wholeNumber,
} from "@shopeasy/platform/config/environment";
import { z } from "zod";

/** Threads that Node has for what may not hold up its one: hashing, but also signing, verifying, names and files. */
const threads = Number(process.env.UV_THREADPOOL_SIZE) || 4;

const accountEnvironment = {
  ...databaseEnvironment,
  DATABASE_POOL_SIZE: wholeNumber(1, 200).default(10),
  /**
   * How many passwords are hashed at once, each on a core of its own, and how many more may wait. Some threads stay
   * free, or a burst of sign-ins would hold up every request whose token is to be verified.
   */
  PASSWORD_HASHES_AT_ONCE: wholeNumber(1, 64)
    .default(Math.max(1, Math.min(availableParallelism(), threads - 2)))
    .refine((count) => count < threads, `must be less than UV_THREADPOOL_SIZE, which is ${threads}`),
  PASSWORD_HASHES_WAITING: wholeNumber(0, 10_000).default(256),
} as const;

const signingKeyEnvironment = {
  /** Seals the private keys of the access tokens in the database. */
  SIGNING_KEY_SECRET: z.string().min(32, "must be at least 32 characters"),
  /** How long a key signs, and how long at least it is published before. A change holds from the next key on. */
  SIGNING_KEY_ROTATION_DAYS: wholeNumber(1, 365).default(30),
  SIGNING_KEY_PUBLISHED_HOURS: wholeNumber(1, 720).default(24),
} as const;

const environment = z.object({
  ...serviceEnvironment,
  ...accountEnvironment,
  ...signingKeyEnvironment,
  EVENTS_TOPIC_ARN: z.string().min(1),
  USERS_EVENTS_QUEUE_URL: z.url(),
  /** Asked for what they hold on a customer who wants to know. */
  CART_URL: z.url(),
  ORDERS_URL: z.url(),
  FEEDBACK_URL: z.url(),
});

export type UsersConfig = z.infer<typeof environment>;

/** What the users service is told by its environment. Throws a ConfigurationError that names every fault. */
export const readConfig = (): UsersConfig => readEnvironment(environment, process.env);

/** What it takes to make accounts by hand. */
export const readAccountConfig = () => readEnvironment(z.object(accountEnvironment), process.env);

export type AccountConfig = ReturnType<typeof readAccountConfig>;

/** What it takes to see to the signing keys by hand. */
export const readSigningKeyConfig = () =>
  readEnvironment(z.object({ ...signingKeyEnvironment, ...databaseEnvironment }), process.env);

export type SigningKeyConfig = ReturnType<typeof readSigningKeyConfig>;

/** What a migration needs: the database alone. */
export const readMigrationConfig = () => readEnvironment(z.object(databaseEnvironment), process.env);

/** What it takes to make the database. */
export const readMasterConfig = () => readEnvironment(z.object(masterEnvironment), process.env);
