import { readEnvironment, serviceEnvironment } from "@shopeasy/platform/config/environment";
import { z } from "zod";

const environment = z.object({
  ...serviceEnvironment,
  CARTS_TABLE: z.string().min(1),
  CATALOG_URL: z.url(),
  /** Prices the carts' coupons. */
  ORDERS_URL: z.url(),
  /** The Kinesis stream that is told of every change of a cart. */
  INVENTORY_STREAM: z.string().min(1),
  CART_EVENTS_QUEUE_URL: z.url(),
});

export type CartConfig = z.infer<typeof environment>;

/** What the cart service is told by its environment. Throws a ConfigurationError that names every fault. */
export const readConfig = (given: Readonly<Record<string, string | undefined>> = process.env): CartConfig =>
  readEnvironment(environment, given);
