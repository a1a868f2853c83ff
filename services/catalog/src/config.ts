import { readEnvironment, serviceEnvironment, wholeNumber } from "@shopeasy/platform/config/environment";
import { z } from "zod";

const store = {
  DATABASE_URL: z.url(),
  DATABASE_POOL_SIZE: wholeNumber(1, 200).default(10),
};

const service = z.object({
  ...serviceEnvironment,
  ...store,
  USERS_URL: z.url(),
  CART_URL: z.url(),
  ORDERS_URL: z.url(),
  FEEDBACK_URL: z.url(),
});
export type CatalogConfig = z.infer<typeof service>;

const worker = z.object({
  ...serviceEnvironment,
  ...store,
  EVENTS_TOPIC_ARN: z.string().min(1),
  INVENTORY_STREAM: z.string().min(1),
  CATALOG_EVENTS_QUEUE_URL: z.url(),
});
export type WorkerConfig = z.infer<typeof worker>;

const program = z.object(store);
export type StoreConfig = z.infer<typeof program>;

type Environment = Readonly<Record<string, string | undefined>>;

/** Each reads what one of our programs is told. They throw a ConfigurationError that names every fault. */
export const readConfig = (environment: Environment = process.env): CatalogConfig =>
  readEnvironment(service, environment);
export const readWorkerConfig = (environment: Environment = process.env): WorkerConfig =>
  readEnvironment(worker, environment);
export const readStoreConfig = (environment: Environment = process.env): StoreConfig =>
  readEnvironment(program, environment);
