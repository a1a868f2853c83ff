import type { OrderId } from "@shopeasy/contracts/ids";
import type { Tx } from "@shopeasy/platform/database/connect";
import { annotate } from "@shopeasy/platform/tracing/tracing";
import { asc, eq } from "drizzle-orm";
import { fulfilments, orderLines, orders, refunds, returns } from "../db/schema";
import { orderNotFound } from "./order-access";
import { countPieces, fulfilmentOf, type LinePieces } from "./piece-rules";

/** An order that nobody else can change until the transaction ends, with all that was done to it. */
export interface LockedOrder {
  order: typeof orders.$inferSelect;
  lines: readonly (typeof orderLines.$inferSelect)[];
  fulfilments: readonly (typeof fulfilments.$inferSelect)[];
  refunds: readonly (typeof refunds.$inferSelect)[];
  returns: readonly (typeof returns.$inferSelect)[];
}

/**
 * Takes an order's row for the rest of the transaction, and reads what it has become. Whoever ships, refunds, returns
 * or cancels begins with it, so that no two of them count the same piece or the same cent.
 * @throws NotFound `order-not-found`
 */
export async function lockOrder(tx: Tx, id: OrderId): Promise<LockedOrder> {
  annotate("order_id", id);
  const [order] = await tx.select().from(orders).where(eq(orders.id, id)).for("no key update");
  if (!order) throw orderNotFound();
  const [lines, shipped, refunded, returned] = await Promise.all([
    tx.select().from(orderLines).where(eq(orderLines.orderId, id)).orderBy(asc(orderLines.position)),
    tx.select().from(fulfilments).where(eq(fulfilments.orderId, id)).orderBy(asc(fulfilments.id)),
    tx.select().from(refunds).where(eq(refunds.orderId, id)).orderBy(asc(refunds.id)),
    tx.select().from(returns).where(eq(returns.orderId, id)).orderBy(asc(returns.id)),
  ]);
  return { order, lines, fulfilments: shipped, refunds: refunded, returns: returned };
}

export const piecesOf = (locked: LockedOrder): LinePieces[] => countPieces(locked);

/** What the status of an order follows from. */
export const standingOf = (locked: LockedOrder) => {
  const { status, captured, refunded } = locked.order;
  return { status, captured, refunded, fulfilment: fulfilmentOf(piecesOf(locked)) };
};
