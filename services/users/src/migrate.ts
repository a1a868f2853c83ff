import { join } from "node:path";
import { migrate } from "@shopeasy/platform/database/migrate";
import { databaseAccess } from "@shopeasy/platform/database/sign-in";
import { readMigrationConfig } from "./config";

const folder = join(__dirname, "db/migrations");
const tell = (sentence: string) => void process.stderr.write(`${sentence}\n`);

async function run(): Promise<void> {
  await migrate({ ...databaseAccess(readMigrationConfig()), folder, tell });
}

run().catch((error: unknown) => {
  process.stderr.write(`users can't be migrated: ${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
});
