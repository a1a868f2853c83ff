import type { OrderId } from "@shopeasy/contracts/ids";
import { releaseReservation, restock } from "@shopeasy/contracts/internal/catalog";
import { asc, eq } from "drizzle-orm";
import { orderLines, refunds } from "../db/schema";
import type { Deps } from "../deps";
import { allLeft, countPieces, leftToPutBack } from "../orders/piece-rules";

/**
 * Puts back what an order that is given up holds of the stock, or has taken out of it; once, however often it is asked.
 * Pieces that were refunded before are left out: what was to become of them was decided then. So are those that a refund
 * put back before it failed.
 */
export async function putBackStock(
  { database: { db }, client }: Pick<Deps, "database" | "client">,
  orderId: OrderId,
): Promise<void> {
  const earlier = await db
    .select()
    .from(refunds)
    .where(eq(refunds.orderId, orderId))
    .orderBy(asc(refunds.id));
  const cancellation = earlier.find(({ origin }) => origin === "cancellation");
  if (!cancellation || earlier.every(({ items }) => items.length === 0)) {
    await client.call(releaseReservation, { params: { orderId } });
    return;
  }
  const lines = await db.select().from(orderLines).where(eq(orderLines.orderId, orderId));
  const pieces = countPieces({ lines, refunds: earlier, fulfilments: [], returns: [] });
  const items = allLeft(pieces, leftToPutBack);
  if (items.length === 0) return;
  await client.call(restock, { params: { refundId: cancellation.id }, body: { orderId, items } });
}
