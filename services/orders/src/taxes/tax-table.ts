import { UserId } from "@shopeasy/contracts/ids";
import type { Db } from "@shopeasy/platform/database/connect";
import { PreconditionFailed } from "@shopeasy/platform/errors";
import { asc, eq, sql } from "drizzle-orm";
import { taxRates, taxTables } from "../db/schema";
import type { Deps } from "../deps";
import { rateColumns } from "./known-tax-rates";
import { regionKey } from "./tax-rules";
import type { NewTaxTable, TaxTable } from "./tax-schemas";

/** The whole table, as it is now. */
export function getTaxTable({ database }: Pick<Deps, "database">): Promise<TaxTable> {
  return database.db.transaction(async (tx) => readTable(tx), { isolationLevel: "repeatable read" });
}

async function readTable(db: Db): Promise<TaxTable> {
  const table = await lastTable(db);
  if (!table) return { version: 0, updatedAt: null, rates: [] };
  const { version, createdAt } = table;
  const rates = await db
    .select(rateColumns)
    .from(taxRates)
    .where(eq(taxRates.version, version))
    .orderBy(asc(taxRates.position));
  return { version, updatedAt: createdAt.toISOString(), rates };
}

/**
 * Puts another table in the place of the one that holds. The old ones stay, so that it can be told what held when.
 * @throws PreconditionFailed `tax-rates-changed` where the caller names another version
 */
export async function putTaxTable(
  { database, clock, logger, taxRates: known }: Pick<Deps, "database" | "clock" | "logger" | "taxRates">,
  { rates }: NewTaxTable,
  { staffId = null, ifMatch }: { staffId?: string | null; ifMatch?: number | undefined } = {},
): Promise<TaxTable> {
  const createdAt = clock.now();
  const version = await database.db.transaction(async (tx) => {
    // Of two at once the second waits, and sees what the first one put.
    await tx.execute(sql`lock table tax_tables in share row exclusive mode`);
    const before = (await lastTable(tx))?.version ?? 0;
    if (ifMatch !== undefined && ifMatch !== before) {
      throw new PreconditionFailed("tax-rates-changed", "The tax rates have changed meanwhile.", {
        version: before,
      });
    }
    const version = before + 1;
    await tx
      .insert(taxTables)
      .values({ version, createdAt, createdBy: staffId === null ? null : UserId.parse(staffId) });
    const rows = rates.map((rate, position) => ({
      ...rate,
      region: rate.region === null ? null : regionKey(rate.country, rate.region),
      version,
      position,
    }));
    if (rows.length > 0) await tx.insert(taxRates).values(rows);
    return version;
  });
  known.forget();
  logger.info("tax-rates.changed", { version, rates: rates.length });
  return readTable(database.db);
}

async function lastTable(db: Db) {
  const [table] = await db.select().from(taxTables).orderBy(sql`${taxTables.version} desc`).limit(1);
  return table;
}
