import { type Database, openDatabase } from "@shopeasy/platform/database/connect";
import { databaseAccess } from "@shopeasy/platform/database/sign-in";
import type { Foundation } from "@shopeasy/platform/runtime/foundation";
import type { StoreConfig } from "./config";
import * as schema from "./db/schema";

/** What the catalogue's own store takes: all that an import needs. */
export interface StoreDeps {
  database: Database<typeof schema>;
}

export function createStoreDeps(
  config: StoreConfig,
  { logger, metrics }: Partial<Pick<Foundation, "logger" | "metrics">> = {},
): StoreDeps {
  const pool = { schema, poolSize: config.DATABASE_POOL_SIZE, name: "catalog" };
  return { database: openDatabase({ ...databaseAccess(config), ...pool, logger, metrics }) };
}
