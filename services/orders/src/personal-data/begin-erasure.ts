import type { OrderId, UserId } from "@shopeasy/contracts/ids";
import type { Tx } from "@shopeasy/platform/database/connect";
import { and, asc, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
import { idempotencyTable, orders, refunds, returns } from "../db/schema";
import type { Deps } from "../deps";
import { erased } from "./erasure-rules";

/** So few that neither the locks nor the statement last. */
const batch = 200;

/** Whose orders: a customer's, or those that were placed as a guest with an address. */
export type Whose = { customerId: UserId } | { guestEmail: string };

/**
 * Takes out of orders, right away, all of the person that they can do without: who is written to and billed, what was
 * said of returns and refunds, requests' keys and the answers that are kept. The rest is for `finishErasures`. Gives how many orders.
 */
export async function beginErasure(
  { database, clock }: Pick<Deps, "database" | "clock">,
  whose: Whose,
): Promise<number> {
  let count = 0;
  for (let done = batch; done === batch; count += done) {
    done = await database.db.transaction((tx) => beginSome(tx, whose, clock.now()));
  }
  return count;
}

async function beginSome(tx: Tx, whose: Whose, now: Date): Promise<number> {
  const found = await tx
    .select({ id: orders.id, customerId: orders.customerId, cartId: orders.cartId })
    .from(orders)
    .where(and(areTheirs(whose), isNull(orders.erasureAskedAt)))
    .orderBy(asc(orders.id))
    .limit(batch)
    .for("no key update");
  if (found.length === 0) return 0;

  const ids = found.map(({ id }) => id);
  await tx
    .update(orders)
    .set({
      email: "",
      billingAddress: addressWithoutPerson(orders.billingAddress),
      // Whoever calls may have chosen anything. A cart is ordered once all the same: see `orders_live_cart`.
      idempotencyScope: null,
      idempotencyKey: null,
      erasureAskedAt: now,
    })
    .where(inArray(orders.id, ids));
  await eraseReasons(tx, ids);
  await forgetAnswers(
    tx,
    ids,
    found.map(({ customerId, cartId }) => (customerId ? `user:${customerId}` : `cart:${cartId}`)),
  );
  return found.length;
}

const areTheirs = (whose: Whose) =>
  "customerId" in whose
    ? eq(orders.customerId, whose.customerId)
    : and(isNull(orders.customerId), eq(orders.email, whose.guestEmail));

/** Its country stays, by which the books are kept; the rates of its region are in the order's tax lines. */
export const addressWithoutPerson = (
  address: SQL | typeof orders.billingAddress | typeof orders.shippingAddress,
) =>
  sql`jsonb_build_object('name', ${erased}::text, 'line1', ${erased}::text, 'city', ${erased}::text, 'country', ${address}->'country')`;

/** What customers and staff said of returns and refunds, in their own words. */
export async function eraseReasons(tx: Tx, ids: readonly OrderId[]): Promise<void> {
  await tx
    .update(returns)
    .set({ reason: erased })
    .where(inArray(returns.orderId, [...ids]));
  await tx
    .update(refunds)
    .set({ reason: erased })
    .where(and(inArray(refunds.orderId, [...ids]), sql`${refunds.reason} is not null`));
}

/** The answers that repeated requests would get again: orders with their addresses, refunds with their reasons. */
async function forgetAnswers(tx: Tx, ids: readonly OrderId[], scopes: readonly string[]): Promise<void> {
  await tx.delete(idempotencyTable).where(inArray(idempotencyTable.scope, [...new Set(scopes)]));
  const ofRefunds = tx
    .select({
      scope: sql`'refunds:' || ${refunds.staffId}`,
      key: sql`substr(${refunds.requestKey}, length(${refunds.staffId}::text) + 2)`,
    })
    .from(refunds)
    .where(and(inArray(refunds.orderId, [...ids]), sql`${refunds.requestKey} is not null`));
  await tx
    .delete(idempotencyTable)
    .where(sql`(${idempotencyTable.scope}, ${idempotencyTable.key}) in ${ofRefunds}`);
}
