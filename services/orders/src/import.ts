import { json } from "node:stream/consumers";
import { openDatabase } from "@shopeasy/platform/database/connect";
import { databaseAccess } from "@shopeasy/platform/database/sign-in";
import { AppError, InvalidInput } from "@shopeasy/platform/errors";
import { createLogger } from "@shopeasy/platform/logging/logger";
import { z } from "zod";
import { readImportConfig } from "./config";
import * as schema from "./db/schema";
import { createPromotion } from "./promotions/change-promotions";
import { NewPromotion } from "./promotions/promotion-schemas";
import { KnownTaxRates } from "./taxes/known-tax-rates";
import { NewTaxTable } from "./taxes/tax-schemas";
import { getTaxTable, putTaxTable } from "./taxes/tax-table";

const Terms = z.strictObject({ promotions: z.array(NewPromotion), taxRates: NewTaxTable.shape.rates });

/**
 * `node import.js < terms.json`: gives a new shop its promotions and its tax rates, `{ promotions, taxRates }`. What is
 * there stays as it is: promotions by their codes, the tax rates as a whole. So it can be repeated.
 */
async function run(): Promise<void> {
  const terms = Terms.safeParse(await json(process.stdin));
  if (!terms.success) throw new Error(z.prettifyError(terms.error));
  const { promotions, taxRates: rates } = terms.data;
  const database = openDatabase({
    ...databaseAccess(readImportConfig()),
    schema,
    poolSize: 1,
    name: "orders-import",
  });
  const deps = {
    database,
    taxRates: new KnownTaxRates(database),
    clock: { now: () => new Date() },
    logger: createLogger({ service: "orders", level: "warn" }),
  };
  try {
    for (const promotion of promotions) {
      await createPromotion(deps, promotion).catch((error: unknown) => {
        if (!(error instanceof AppError && error.code === "code-in-use")) throw error;
      });
    }
    const { version } = await getTaxTable(deps);
    if (version === 0) await putTaxTable(deps, { rates });
  } finally {
    await database.close();
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof InvalidInput) {
    return error.errors.map(({ path, message }) => `${path} ${message}`).join("\n");
  }
  return error instanceof Error ? error.message : String(error);
}

run().catch((error: unknown) => {
  process.stderr.write(`The terms can't be imported: ${reasonOf(error)}\n`);
  process.exitCode = 1;
});
