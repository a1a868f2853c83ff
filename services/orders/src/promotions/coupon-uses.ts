import type { OrderId, UserId } from "@shopeasy/contracts/ids";
import type { CouponFault } from "@shopeasy/contracts/internal/orders";
import type { Db } from "@shopeasy/platform/database/connect";
import { and, eq, lt, or, type SQL, sql } from "drizzle-orm";
import { orders, promotions, promotionUses } from "../db/schema";

/** By what a customer is known again: the account, or a guest's e-mail address. */
export type CouponUser = { customerId: UserId } | { email: string };

/** How many orders of a customer's have a promotion, as a part of a query; 0 for nobody in particular. */
export function usesBy(user: CouponUser | null, promotionId: SQL | string): SQL<number> {
  if (user === null) return sql<number>`0`;
  const isTheirs =
    "customerId" in user ? sql`o.customer_id = ${user.customerId}` : sql`o.email = ${user.email}`;
  return sql<number>`(
    select count(*)::int from ${promotionUses} u join ${orders} o on o.id = u.order_id
    where u.promotion_id = ${promotionId} and u.state = 'counted' and ${isTheirs})`;
}

/**
 * Counts one more use of a promotion; gives why there was none to be had any more, or null. Call it before the order is stored, in
 * its transaction: all who place with this promotion wait here for one another, so that what is read after is exact.
 */
export async function countUse(tx: Db, promotionId: string): Promise<CouponFault | null> {
  const counted = await tx
    .update(promotions)
    .set({ uses: sql`${promotions.uses} + 1` })
    .where(
      and(
        eq(promotions.id, promotionId),
        promotions.active,
        or(sql`${promotions.maxUses} is null`, lt(promotions.uses, promotions.maxUses)),
      ),
    )
    .returning({ id: promotions.id });
  if (counted.length > 0) return null;
  const [left] = await tx
    .select({ active: promotions.active })
    .from(promotions)
    .where(eq(promotions.id, promotionId));
  if (!left) return "unknown";
  return left.active ? "used-up" : "inactive";
}

/**
 * Gives back the use of an order that is given up before it is paid: once, however often it is called. In the
 * transaction that gives the order up, and before its row is written: placing takes the two in this order, too.
 */
export async function giveBackUse(tx: Db, orderId: OrderId): Promise<void> {
  await tx.execute(sql`
    with given_back as (
      update promotion_uses set state = 'given-back', at = now()
      where order_id = ${orderId} and state = 'counted' returning promotion_id
    )
    update promotions p set uses = p.uses - 1 from given_back where p.id = given_back.promotion_id`);
}
