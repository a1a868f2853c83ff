import type { OrderId } from "@shopeasy/contracts/ids";
import type { Tx } from "@shopeasy/platform/database/connect";
import { and, asc, eq, inArray, isNotNull, isNull, lt, or, sql } from "drizzle-orm";
import { fulfilments, orders } from "../db/schema";
import type { Deps } from "../deps";
import type { OrderStatus } from "../orders/order-rules";
import { addressWithoutPerson, eraseReasons } from "./begin-erasure";
import { erased, overBy, waitsSince } from "./erasure-rules";

const batch = 200;

/**
 * Takes the rest of the person out of orders whose customer is erased and to whom nothing is sent any more, or who has
 * been erased for so many days: where it went to, its parcels' numbers, and the card. Gives how many orders.
 */
export function finishErasures(
  { database, clock, logger }: Pick<Deps, "database" | "clock" | "logger">,
  waitsDays: number,
): Promise<number> {
  const now = clock.now();
  return database.db.transaction(async (tx) => {
    const found = await findOver(tx, waitsSince(now, waitsDays));
    if (found.length === 0) return 0;
    const ids = found.map(({ id }) => id);
    await tx
      .update(orders)
      .set({
        shippingAddress: addressWithoutPerson(orders.shippingAddress),
        paymentMethod: erased,
        cardBrand: null,
        cardLast4: null,
        erasedAt: now,
      })
      .where(inArray(orders.id, ids));
    await tx.update(fulfilments).set({ trackingNumber: "" }).where(inArray(fulfilments.orderId, ids));
    await eraseReasons(tx, ids);
    for (const { id, status } of found) tellIfUnsent(logger, id, status);
    return found.length;
  });
}

const statusesBy = (way: (typeof overBy)[OrderStatus]) =>
  (Object.keys(overBy) as OrderStatus[]).filter((status) => overBy[status] === way);

/** All parcels have arrived, and nothing is left that could go into another. Names are written out, as in `loadOrders`. */
const isDelivered = sql`not exists (
    select 1 from fulfilments f where f.order_id = "orders"."id" and f.delivered_at is null)
  and (select sum(l.quantity) from order_lines l where l.order_id = "orders"."id") <= (
    select coalesce(sum((i->>'quantity')::int), 0) from fulfilments f, jsonb_array_elements(f.items) i
    where f.order_id = "orders"."id"
  ) + (
    select coalesce(sum((i->>'unshipped')::int), 0) from refunds r, jsonb_array_elements(r.items) i
    where r.order_id = "orders"."id" and r.state <> 'failed'
  )`;

const findOver = (tx: Tx, askedBefore: Date) =>
  tx
    .select({ id: orders.id, status: orders.status })
    .from(orders)
    .where(
      and(
        isNotNull(orders.erasureAskedAt),
        isNull(orders.erasedAt),
        // Whoever takes a checkout up again may need the card's token.
        eq(orders.step, "done"),
        or(
          inArray(orders.status, statusesBy("status")),
          and(inArray(orders.status, statusesBy("delivery")), isDelivered),
          lt(orders.erasureAskedAt, askedBefore),
        ),
      ),
    )
    .orderBy(asc(orders.id))
    .limit(batch)
    .for("no key update", { skipLocked: true });

const unsent: readonly OrderStatus[] = ["paid", "partially-fulfilled"];

function tellIfUnsent(logger: Deps["logger"], orderId: OrderId, status: OrderStatus): void {
  // A person must act: nobody knows any more where the rest of it was to go.
  if (unsent.includes(status)) logger.error("order.erased-unsent", { orderId });
}
