import type { OrderId, UserId } from "@shopeasy/contracts/ids";
import { and, asc, eq, gt, inArray } from "drizzle-orm";
import { orders, refunds, returns } from "../db/schema";
import type { Deps } from "../deps";
import { loadOrders } from "../orders/load-orders";
import { presentOrder } from "../orders/present-order";
import { presentRefund } from "../refunds/present-refund";
import { presentReturn } from "../returns/present-return";

/** About a third of a megabyte, of orders of the usual size. */
const page = 50;

/** All that is held of some of a customer's orders, oldest first, from the one after `after` on. */
export async function exportOrders(
  { database: { db } }: Pick<Deps, "database">,
  { userId, after }: { userId: UserId; after: OrderId | null },
) {
  const found = await db
    .select({ id: orders.id })
    .from(orders)
    .where(and(eq(orders.customerId, userId), after === null ? undefined : gt(orders.id, after)))
    .orderBy(asc(orders.id))
    .limit(page);
  const ids = found.map(({ id }) => id);
  const [stored, refunded, returned] = await Promise.all([
    loadOrders(db, ids),
    db.select().from(refunds).where(inArray(refunds.orderId, ids)).orderBy(asc(refunds.id)),
    db.select().from(returns).where(inArray(returns.orderId, ids)).orderBy(asc(returns.id)),
  ]);
  const exported = stored.toReversed().map((each) => {
    const { id, currency, cartId, paymentMethod, intentId } = each.order;
    const ofOrder = <Row extends { orderId: OrderId }>(rows: Row[]) =>
      rows.filter((row) => row.orderId === id);
    return {
      ...presentOrder(each),
      cartId,
      paymentMethod,
      paymentIntent: intentId,
      refunds: ofOrder(refunded).map((refund) => presentRefund(refund, currency)),
      returns: ofOrder(returned).map((row) => presentReturn(row, undefined, currency)),
    };
  });
  return { orders: exported, next: ids.length === page ? (ids.at(-1) ?? null) : null };
}
