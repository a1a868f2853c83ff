import { availableParallelism } from "node:os";
import { readEnvironment, serviceEnvironment, wholeNumber } from "@shopeasy/platform/config/environment";
import { z } from "zod";

const accountEnvironment = {
  DATABASE_URL: z.url(),
  DATABASE_POOL_SIZE: wholeNumber(1, 200).default(10),
  /** How many passwords are hashed at once, each on a core of its own, and how many more may wait. */
  PASSWORD_HASHES_AT_ONCE: wholeNumber(1, 64).default(availableParallelism()),
  PASSWORD_HASHES_WAITING: wholeNumber(0, 10_000).default(256),
} as const;

const environment = z.object({
  ...serviceEnvironment,
  ...accountEnvironment,
  EVENTS_TOPIC_ARN: z.string().min(1),
  /** Seals the private keys of the access tokens in the database. */
  SIGNING_KEY_SECRET: z.string().min(32, "must be at least 32 characters"),
});

export type UsersConfig = z.infer<typeof environment>;

/** What the users service is told by its environment. Throws a ConfigurationError that names every fault. */
export const readConfig = (): UsersConfig => readEnvironment(environment, process.env);

/** What it takes to make accounts by hand. */
export const readAccountConfig = () => readEnvironment(z.object(accountEnvironment), process.env);

export type AccountConfig = ReturnType<typeof readAccountConfig>;

/** What a migration needs: the database alone. */
export const readMigrationConfig = () =>
  readEnvironment(environment.pick({ DATABASE_URL: true }), process.env);
