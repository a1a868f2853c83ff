import { Sku } from "@shopeasy/contracts/ids";
import type { Db } from "@shopeasy/platform/database/connect";
import { NotFound } from "@shopeasy/platform/errors";
import { decodeCursor, pageOf } from "@shopeasy/platform/pagination/cursor";
import { and, eq, gt, sql } from "drizzle-orm";
import { stock, variants } from "../db/schema";
import type { Deps } from "../deps";
import type { StockLevel } from "./inventory-schemas";

const stockLevel = {
  sku: stock.sku,
  onHand: stock.onHand,
  reserved: stock.reserved,
  available: sql<number>`${stock.onHand} - ${stock.reserved}`,
  lowStockThreshold: stock.lowStockThreshold,
};

/** How many there are of a SKU. @throws NotFound `unknown-sku` */
export async function findStock(db: Db, sku: Sku): Promise<StockLevel> {
  const [level] = await db
    .select(stockLevel)
    .from(stock)
    .innerJoin(variants, eq(variants.sku, stock.sku))
    .where(eq(stock.sku, sku));
  if (!level) throw unknownSku();
  return level;
}

export const unknownSku = () => new NotFound("unknown-sku", "There is no such SKU.");

/** Of all SKUs, or of those that are low, in the order of SKUs. @throws InvalidInput for a damaged cursor */
export async function listStock(
  { database }: Pick<Deps, "database">,
  { lowStock, limit, cursor }: { lowStock: boolean; limit: number; cursor?: string | undefined },
): Promise<{ items: StockLevel[]; nextCursor: string | null }> {
  const after = cursor === undefined ? undefined : decodeCursor(Sku, cursor);
  const levels = await database.db
    .select(stockLevel)
    .from(stock)
    .innerJoin(variants, eq(variants.sku, stock.sku))
    .where(and(lowStock ? sql`${stock.isLow}` : undefined, after && gt(stock.sku, after)))
    .orderBy(stock.sku)
    .limit(limit + 1);
  return pageOf(levels, limit, ({ sku }) => sku);
}
