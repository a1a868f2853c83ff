import { existsSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ConfigurationError } from "@shopeasy/platform/config/environment";
import { demoAccounts } from "../seed/demo-accounts";
import { runProgram, SeedError } from "../seed/run-program";
import { seedCatalogue } from "../seed/seed-catalogue";
import { localTerms } from "../seed/terms";
import { readSeedConfig, type SeedConfig } from "./config";

/** The folder of the bundles. */
const build = join(__dirname, "../..");

/** Fills a shop in containers that was never filled, or not to the end, as `npm start` fills its own. */
async function main(): Promise<void> {
  const config = readSeedConfig();
  const seeded = join(config.SEEDED_DIR, "seeded.json");
  if (existsSync(seeded)) return console.log("The shop is filled already.");
  await runProgram({
    program: join(build, "services/users/create-account.js"),
    args: ["--accounts"],
    environment: { DATABASE_URL: config.USERS_DATABASE_URL },
    input: [JSON.stringify(demoAccounts)],
  });
  await runProgram({
    program: join(build, "services/orders/import.js"),
    environment: { DATABASE_URL: config.ORDERS_DATABASE_URL },
    input: [JSON.stringify(localTerms)],
  });
  await seedCatalogue({
    build,
    products: config.PRODUCTS,
    environment: catalogEnvironment(config),
    onProgress: () => {},
  });
  const made = { products: config.PRODUCTS, at: new Date().toISOString() };
  writeFileSync(`${seeded}.new`, JSON.stringify(made));
  renameSync(`${seeded}.new`, seeded);
  console.log(`The shop is filled: ${config.PRODUCTS} products, ${demoAccounts.length} accounts.`);
}

const catalogEnvironment = ({ CATALOG_DATABASE_URL, ...config }: SeedConfig): Record<string, string> => ({
  DATABASE_URL: CATALOG_DATABASE_URL,
  AWS_REGION: config.AWS_REGION,
  AWS_ACCESS_KEY_ID: config.AWS_ACCESS_KEY_ID,
  AWS_SECRET_ACCESS_KEY: config.AWS_SECRET_ACCESS_KEY,
  AWS_ENDPOINT_URL_S3: config.AWS_ENDPOINT_URL_S3,
  IMAGES_BUCKET: config.IMAGES_BUCKET,
});

main().catch((error: unknown) => {
  const expected = error instanceof ConfigurationError || error instanceof SeedError;
  console.error(expected ? error.message : error);
  process.exit(1);
});
