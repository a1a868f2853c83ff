import { type Database, openDatabase } from "@shopeasy/platform/database/connect";
import { databaseAccess } from "@shopeasy/platform/database/sign-in";
import type { Logger } from "@shopeasy/platform/logging/logger";
import type { StoreConfig } from "./config";
import * as schema from "./db/schema";

/** What the catalogue's own store takes: all that an import needs. */
export interface StoreDeps {
  database: Database<typeof schema>;
}

export function createStoreDeps(config: StoreConfig, logger?: Logger): StoreDeps {
  const pool = { schema, poolSize: config.DATABASE_POOL_SIZE, name: "catalog", ...(logger && { logger }) };
  return { database: openDatabase({ ...databaseAccess(config), ...pool }) };
}
