import type { CartId, OrderId } from "@shopeasy/contracts/ids";
import type { Db } from "@shopeasy/platform/database/connect";
import { brokenUniqueness } from "@shopeasy/platform/database/errors";
import { Conflict, Unprocessable } from "@shopeasy/platform/errors";
import { and, desc, eq, inArray, notInArray, or } from "drizzle-orm";
import { orders } from "../db/schema";
import type { Deps } from "../deps";
import { answerForLeft, type OrderAnswer } from "./checkout-answer";
import { loadOrder } from "./load-orders";
import { deadStatuses, undecidedStatuses } from "./order-rules";
import { presentOrder } from "./present-order";
import type { NewOrder } from "./store-order";

/** Each is broken where there is such an order already. */
const guards = ["orders_live_cart", "orders_open_cart", "orders_idempotency_key"];

/**
 * The order that was made of a cart under a key, if there is one.
 * @throws Unprocessable `idempotency-key-reused` where the key's order is another cart's: it outlives the kept answer
 */
export async function findByKey(
  db: Db,
  { scope, key }: { scope: string; key: string },
  cartId: CartId,
): Promise<OrderId | null> {
  const [made] = await db
    .select({ id: orders.id, cartId: orders.cartId })
    .from(orders)
    .where(and(eq(orders.idempotencyScope, scope), eq(orders.idempotencyKey, key)));
  if (!made) return null;
  // Its version may have grown since: the same request is answered with its order all the same.
  if (made.cartId === cartId) return made.id;
  throw new Unprocessable("idempotency-key-reused", "This idempotency key was used for another cart before.");
}

/** What makes an order one of a cart that was ordered already. */
export type OrderedCart = Pick<NewOrder, "idempotency" | "cart" | "customerId">;

/**
 * The answer where an order was not stored, because there is one already: of the same key (whichever index refused
 * the new one, the key's own order is its answer), of the same state of the cart, or of an earlier one and undecided.
 * @throws Conflict `order-exists`, with the order where it is the caller's; Unprocessable `idempotency-key-reused`;
 * `error` when it is another matter
 */
export async function answerForEarlier(
  deps: Pick<Deps, "database" | "gateway">,
  ordered: OrderedCart,
  error: unknown,
): Promise<OrderAnswer> {
  if (!guards.includes(brokenUniqueness(error) ?? "")) throw error;
  const own = await findByKey(deps.database.db, ordered.idempotency, ordered.cart.id);
  if (own !== null) return answerForLeft(deps, own);

  await refuseOrdered(deps, ordered);
  throw new Conflict("request-in-progress", "This cart's last order has just ended: ask again.");
}

/**
 * @throws Conflict `order-exists` for a cart that is ordered as it is now, or has an undecided order of whatever it held,
 * with the order where it is the caller's
 */
export async function refuseOrdered(
  { database }: Pick<Deps, "database">,
  { cart, customerId }: Pick<OrderedCart, "cart" | "customerId">,
): Promise<void> {
  const live = await findLive(database.db, cart);
  if (!live) return;
  const isCallers = live.order.customerId === customerId;
  throw new Conflict(
    "order-exists",
    "This cart has been ordered already.",
    isCallers ? { order: presentOrder(live) } : {},
  );
}

/**
 * Of an empty cart: tells of the order that emptied it, unless the cart was changed since, or of its undecided one. Else
 * a second tab would be told of the order or of an empty cart, whichever came first.
 * @throws Conflict `order-exists`
 */
export const refuseEmptied = (
  deps: Pick<Deps, "database">,
  { cart: { id, version }, customerId }: Pick<OrderedCart, "cart" | "customerId">,
): Promise<void> => refuseOrdered(deps, { cart: { id, version: version - 1 }, customerId });

async function findLive(db: Db, cart: NewOrder["cart"]) {
  const [live] = await db
    .select({ id: orders.id })
    .from(orders)
    .where(
      and(
        eq(orders.cartId, cart.id),
        notInArray(orders.status, [...deadStatuses]),
        or(eq(orders.cartVersion, cart.version), inArray(orders.status, [...undecidedStatuses])),
      ),
    )
    .orderBy(desc(orders.id))
    .limit(1);
  return live ? loadOrder(db, live.id) : null;
}
