import { type Database, openDatabase } from "@shopeasy/platform/database/connect";
import type { StoreConfig } from "./config";
import * as schema from "./db/schema";

/** What the catalogue's own store takes: all that an import needs. */
export interface StoreDeps {
  database: Database<typeof schema>;
}

export function createStoreDeps({ DATABASE_URL: url, DATABASE_POOL_SIZE: poolSize }: StoreConfig): StoreDeps {
  return { database: openDatabase({ url, schema, poolSize, name: "catalog" }) };
}
