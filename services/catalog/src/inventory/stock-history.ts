import type { Sku } from "@shopeasy/contracts/ids";
import type { Db } from "@shopeasy/platform/database/connect";
import { decodeCursor, pageOf } from "@shopeasy/platform/pagination/cursor";
import { and, desc, eq, lt } from "drizzle-orm";
import { z } from "zod";
import { stock, stockLedger } from "../db/schema";
import type { Deps } from "../deps";
import { unknownSku } from "./find-stock";
import type { LedgerEntry } from "./inventory-schemas";

const columns = {
  id: stockLedger.id,
  at: stockLedger.at,
  delta: stockLedger.delta,
  onHand: stockLedger.onHand,
  reason: stockLedger.reason,
  note: stockLedger.note,
  orderId: stockLedger.orderId,
  staffId: stockLedger.staffId,
};

type Row = Omit<LedgerEntry, "at" | "staffId"> & { at: Date; staffId: string | null };

const presented = ({ at, staffId, ...rest }: Row): LedgerEntry => ({
  ...rest,
  at: at.toISOString(),
  staffId: staffId as LedgerEntry["staffId"],
});

/** A SKU's ledger, newest first. @throws NotFound `unknown-sku`, InvalidInput for a damaged cursor */
export async function stockHistory(
  { database: { db } }: Pick<Deps, "database">,
  sku: Sku,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<{ items: LedgerEntry[]; nextCursor: string | null }> {
  const before = cursor === undefined ? undefined : decodeCursor(z.int(), cursor);
  const rows = await db
    .select(columns)
    .from(stockLedger)
    .where(and(eq(stockLedger.sku, sku), before ? lt(stockLedger.id, before) : undefined))
    .orderBy(desc(stockLedger.id))
    .limit(limit + 1);
  if (rows.length === 0) await requireStock(db, sku);
  return pageOf(rows.map(presented), limit, ({ id }) => id);
}

/** The entry that a request made. */
export async function entryOf(db: Db, sku: Sku, requestKey: string): Promise<LedgerEntry | undefined> {
  const [row] = await db
    .select(columns)
    .from(stockLedger)
    .where(and(eq(stockLedger.sku, sku), eq(stockLedger.requestKey, requestKey)))
    .orderBy(desc(stockLedger.id))
    .limit(1);
  return row && presented(row);
}

/** The ledger outlives a variant, so a SKU is unknown only where there never was a stock of it. */
async function requireStock(db: Db, sku: Sku): Promise<void> {
  const [found] = await db.select({ sku: stock.sku }).from(stock).where(eq(stock.sku, sku));
  if (!found) throw unknownSku();
}
