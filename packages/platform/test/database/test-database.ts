import { join } from "node:path";
import { type DatabaseOptions, openDatabase } from "@shopeasy/platform/database/connect";
import { freshDatabase } from "@shopeasy/testing/database";
import postgres from "postgres";
import * as schema from "./tables";

export const migrationsFolder = join(__dirname, "migrations");

/** A fresh database with the platform's tables and a small one, a client of it, and a second one to look from outside. */
export async function openTestDatabase(options: Partial<DatabaseOptions<typeof schema>> = {}) {
  const fresh = await freshDatabase({ migrationsFolder });
  const database = openDatabase({ url: fresh.url, schema, poolSize: 4, name: "test", ...options });
  const outside = postgres(fresh.url, { max: 2, onnotice: () => {} });
  return {
    ...database,
    url: fresh.url,
    outside,
    async dispose() {
      await database.close();
      await outside.end();
      await fresh.drop();
    },
  };
}

export type TestDatabase = Awaited<ReturnType<typeof openTestDatabase>>;
