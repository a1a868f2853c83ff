import { readEnvironment, wholeNumber } from "@shopeasy/platform/config/environment";
import { z } from "zod";

const environment = z.object({
  /** How many products a new shop has. */
  PRODUCTS: wholeNumber(1, 1_000_000).default(1_000),
  /** A folder that stays, where it is written down that the shop was filled. */
  SEEDED_DIR: z.string().min(1),
  USERS_DATABASE_URL: z.url(),
  CATALOG_DATABASE_URL: z.url(),
  ORDERS_DATABASE_URL: z.url(),
  AWS_REGION: z.string().min(1),
  AWS_ACCESS_KEY_ID: z.string().min(1),
  AWS_SECRET_ACCESS_KEY: z.string().min(1),
  AWS_ENDPOINT_URL_S3: z.url(),
  IMAGES_BUCKET: z.string().min(1),
});

/** What the seed's container was told. Throws a ConfigurationError that names every fault. */
export const readSeedConfig = (variables: Readonly<Record<string, string | undefined>> = process.env) =>
  readEnvironment(environment, variables);

export type SeedConfig = z.output<typeof environment>;
