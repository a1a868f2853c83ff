import {
  databaseEnvironment,
  masterEnvironment,
  readEnvironment,
  serviceEnvironment,
  wholeNumber,
} from "@shopeasy/platform/config/environment";
import { z } from "zod";

const store = {
  ...databaseEnvironment,
  DATABASE_POOL_SIZE: wholeNumber(1, 200).default(10),
};

const service = z.object({
  ...serviceEnvironment,
  ...store,
  /** A streaming replica of it, which customers' reads go to. */
  DATABASE_REPLICA_URL: z.url().optional(),
  /** What kept answers may take of a process' memory; 0 keeps none. */
  ANSWER_CACHE_MB: wholeNumber(0, 4_000).default(64),
  USERS_URL: z.url(),
  CART_URL: z.url(),
  ORDERS_URL: z.url(),
  FEEDBACK_URL: z.url(),
  UPLOADS_BUCKET: z.string().min(1),
  /** Where staff reach S3, where that is not where we do. */
  UPLOADS_ENDPOINT_URL: z.url().optional(),
  IMPORTS_BUCKET: z.string().min(1),
  AVAILABILITY_TABLE: z.string().min(1),
  /** How many streams of availability a process keeps open, in all and to one address. */
  AVAILABILITY_LISTENERS: wholeNumber(1, 20_000).default(2_000),
  AVAILABILITY_LISTENERS_PER_ADDRESS: wholeNumber(1, 20_000).default(50),
});
export type CatalogConfig = z.infer<typeof service>;

const worker = z.object({
  ...serviceEnvironment,
  ...store,
  EVENTS_TOPIC_ARN: z.string().min(1),
  INVENTORY_STREAM: z.string().min(1),
  CATALOG_EVENTS_QUEUE_URL: z.url(),
  UPLOADS_BUCKET: z.string().min(1),
  IMAGES_BUCKET: z.string().min(1),
  IMPORTS_BUCKET: z.string().min(1),
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
export const readMasterConfig = (environment: Environment = process.env) =>
  readEnvironment(z.object(masterEnvironment), environment);
export const readStoreConfig = (environment: Environment = process.env): StoreConfig =>
  readEnvironment(program, environment);
