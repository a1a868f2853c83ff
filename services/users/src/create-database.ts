import { createDatabase } from "@shopeasy/platform/database/create-database";
import { masterAccess } from "@shopeasy/platform/database/sign-in";
import { readMasterConfig } from "./config";

/** Makes the database of users and its role, where they are not there yet: before the first migration. */
async function run(): Promise<void> {
  const config = readMasterConfig();
  await createDatabase({ url: config.DATABASE_URL, masters: masterAccess(config) });
}

run().catch((error: unknown) => {
  process.stderr.write(
    `The database of users can't be made: ${error instanceof Error ? error.message : error}\n`,
  );
  process.exitCode = 1;
});
