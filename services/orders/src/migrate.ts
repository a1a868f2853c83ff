import { join } from "node:path";
import { migrate } from "@shopeasy/platform/database/migrate";
import { databaseAccess } from "@shopeasy/platform/database/sign-in";
import { readMigrationConfig } from "./config";

const folder = join(__dirname, "db/migrations");
const tell = (sentence: string) => void process.stderr.write(`${sentence}\n`);

migrate({ ...databaseAccess(readMigrationConfig()), folder, tell }).catch((error: unknown) => {
  process.stderr.write(`orders can't be migrated: ${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
});
