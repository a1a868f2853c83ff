import type { ServiceName } from "@shopeasy/contracts/route-table";
import { type Database, openDatabase } from "@shopeasy/platform/database/connect";
import { type Foundation, layFoundation } from "@shopeasy/platform/runtime/foundation";
import type { CatalogConfig, StoreConfig } from "./config";
import * as schema from "./db/schema";

/** What the catalogue's own store takes: all that an import needs. */
export interface StoreDeps {
  database: Database<typeof schema>;
}

export interface Deps extends Foundation, StoreDeps {
  /** Internal origins of the other services, for the health of the shop as a whole. */
  origins: Readonly<Record<Exclude<ServiceName, "catalog">, string>>;
  version: string;
  close: () => Promise<void>;
}

/** Opens what the catalog service stands on; nothing is connected before it is needed. */
export function createDeps(config: CatalogConfig): Deps {
  const foundation = layFoundation("catalog", config);
  const { database } = createStoreDeps(config);
  return {
    ...foundation,
    database,
    origins: {
      users: config.USERS_URL,
      cart: config.CART_URL,
      orders: config.ORDERS_URL,
      feedback: config.FEEDBACK_URL,
    },
    version: config.SERVICE_VERSION,
    async close() {
      await Promise.all([database.close(), foundation.client.close()]);
    },
  };
}

export function createStoreDeps({ DATABASE_URL: url, DATABASE_POOL_SIZE: poolSize }: StoreConfig): StoreDeps {
  return { database: openDatabase({ url, schema, poolSize, name: "catalog" }) };
}
