import {
  databaseEnvironment,
  flag,
  masterEnvironment,
  readEnvironment,
  serviceEnvironment,
  wholeNumber,
} from "@shopeasy/platform/config/environment";
import { z } from "zod";

/** What it wants of its environment. */
export const environment = z.object({
  ...serviceEnvironment,
  ...databaseEnvironment,
  DATABASE_POOL_SIZE: wholeNumber(1, 200).default(10),
  /** How many orders are worked on at once, and how many more may wait before customers are told that it is `busy`. */
  CHECKOUTS_AT_ONCE: wholeNumber(1, 1_000).default(32),
  CHECKOUTS_WAITING: wholeNumber(0, 100_000).default(2_000),
  CATALOG_URL: z.url(),
  CART_URL: z.url(),
  USERS_URL: z.url(),
  EVENTS_TOPIC_ARN: z.string().min(1),
  ORDERS_EVENTS_QUEUE_URL: z.url(),
  /** For how long at most the address of an order that is on its way outlives its customer's erasure. */
  ERASURE_WAITS_DAYS: wholeNumber(0, 365).default(30),
  STRIPE_SECRET_KEY: z.string().startsWith("sk_"),
  STRIPE_WEBHOOK_SECRET: z.string().startsWith("whsec_"),
  /** A stand-in for Stripe; Stripe itself when it is left out. */
  STRIPE_API_BASE: z.url().optional(),
  /** Makes the tokens that open guests' orders. */
  GUEST_TOKEN_SECRET: z.string().min(32, "must be at least 32 characters"),
  WEBHOOKS_EVENTS_QUEUE_URL: z.url(),
  /** Seals the signing secrets of webhooks in the database. */
  WEBHOOK_SECRET_KEY: z.string().min(32, "must be at least 32 characters"),
  /** Lets webhooks lead to any address, and by http: for development only. */
  WEBHOOKS_ALLOW_PRIVATE: flag.default(false),
});

export type OrdersConfig = z.infer<typeof environment>;

/** What the orders service is told by its environment. Throws a ConfigurationError that names every fault. */
export const readConfig = (): OrdersConfig => readEnvironment(environment, process.env);

/** What a migration needs: the database alone. */
export const readMigrationConfig = () => readEnvironment(z.object(databaseEnvironment), process.env);

/** What it takes to make the database. */
export const readMasterConfig = () => readEnvironment(z.object(masterEnvironment), process.env);

/** What an import needs: the same. */
export const readImportConfig = () => readMigrationConfig();
