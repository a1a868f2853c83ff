import { join } from "node:path";
import { migrate } from "@shopeasy/platform/database/migrate";
import { databaseAccess } from "@shopeasy/platform/database/sign-in";
import { readMigrationConfig } from "./config";

const folder = join(__dirname, "db/migrations");

async function run(): Promise<void> {
  await migrate({ ...databaseAccess(readMigrationConfig()), folder });
}

run().catch((error: unknown) => {
  process.stderr.write(`users can't be migrated: ${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
});
