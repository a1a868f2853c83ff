import { OrderId, UserId } from "@shopeasy/contracts/ids";
import { getCart } from "@shopeasy/contracts/internal/cart";
import { lookUpVariants } from "@shopeasy/contracts/internal/catalog";
import { getUser } from "@shopeasy/contracts/internal/users";
import type { UserPrincipal } from "@shopeasy/platform/auth/principal";
import { brokenUniqueness } from "@shopeasy/platform/database/errors";
import { Conflict, InvalidInput, NotFound } from "@shopeasy/platform/errors";
import { answerOnce } from "@shopeasy/platform/idempotency/answer-once";
import { fingerprint } from "@shopeasy/platform/idempotency/key-rules";
import { newId } from "@shopeasy/platform/ids";
import { and, eq, notInArray } from "drizzle-orm";
import { advanceCheckout } from "../checkout/advance-checkout";
import { type CheckoutOrder, loadCheckout } from "../checkout/checkout-order";
import { type Quote, quoteCart } from "../checkout/quote-rules";
import { orders } from "../db/schema";
import type { Deps } from "../deps";
import { answerFor, answerForOutcome } from "./checkout-answer";
import { guestToken } from "./guest-token";
import { loadOrder } from "./load-orders";
import { deadStatuses } from "./order-rules";
import type { PlaceOrder } from "./order-schemas";
import { type PresentedOrder, presentOrder } from "./present-order";
import { type NewOrder, storeOrder } from "./store-order";

export interface Placement {
  input: PlaceOrder;
  /** Null for a guest. */
  caller: UserPrincipal | null;
  /** Of the request: the same key and input make one order. */
  key: string;
}

/**
 * Places an order, once for a key: prices the cart, stores the order, and runs its checkout.
 * @throws Conflict, PaymentRequired, Unavailable … with the codes that the API promises
 */
export async function placeOrder(deps: Deps, placement: Placement) {
  const { input, caller, key } = placement;
  const scope = caller ? `user:${caller.userId}` : `cart:${input.cartId}`;
  const request = { scope, key, fingerprint: fingerprint(input) };
  const answer = await answerOnce(deps.database.db, request, async (state) => {
    const left = state === "resumed" ? await findByKey(deps, scope, key) : null;
    return left ? answerFor(deps, left) : placeFirst(deps, placement, scope);
  });
  const order = answer.body as PresentedOrder & { clientSecret?: string };
  // Made anew each time, and so never stored.
  const token = caller ? null : guestToken(deps.guestTokenSecret, order.id);
  return { ...answer, body: { ...order, token } };
}

async function placeFirst(deps: Deps, placement: Placement, scope: string) {
  const { input, caller, key } = placement;
  const cart = await readCart(deps, placement);
  const [email, quote] = await Promise.all([contactOf(deps, placement), quoteNow(deps, cart, input)]);
  const { expectedTotal } = input;
  if (expectedTotal && (expectedTotal.amount !== quote.total || expectedTotal.currency !== quote.currency)) {
    const total = { amount: quote.total, currency: quote.currency };
    throw new Conflict("total-changed", "The order's total is not what was expected.", { total });
  }
  const order = await store(deps, {
    id: OrderId.parse(newId()),
    customerId: caller ? UserId.parse(caller.userId) : null,
    email,
    cart,
    idempotency: { scope, key },
    quote,
    shippingAddress: input.shippingAddress,
    billingAddress: input.billingAddress ?? input.shippingAddress,
    shippingMethod: input.shippingMethod,
    paymentMethod: input.paymentMethod,
    placedAt: deps.clock.now(),
  });
  deps.logger.info("order.placed", { orderId: order.id, number: order.number, lines: order.lines.length });
  return answerForOutcome(deps, order, await advanceCheckout(deps, order));
}

/** The caller's cart. Another customer's is not there, so that ids can't be probed. */
async function readCart({ client }: Deps, { input, caller }: Placement) {
  const cart = await client.call(getCart, { params: { cartId: input.cartId } });
  if (cart.ownerId !== null && cart.ownerId !== caller?.userId) {
    throw new NotFound("cart-not-found", "There is no such cart.");
  }
  if (cart.items.length === 0) throw new Conflict("cart-empty", "There is nothing in the cart.");
  return cart;
}

async function contactOf({ client }: Deps, { input, caller }: Placement): Promise<string> {
  if (input.email !== undefined) return input.email;
  if (caller === null) {
    throw new InvalidInput([
      { path: "email", message: "is required of guests: it is where the confirmation goes" },
    ]);
  }
  const user = await client.call(getUser, { params: { userId: UserId.parse(caller.userId) } });
  return user.email;
}

async function quoteNow(
  { client }: Deps,
  cart: Awaited<ReturnType<typeof readCart>>,
  { shippingAddress, shippingMethod }: PlaceOrder,
): Promise<Quote> {
  const { variants } = await client.call(lookUpVariants, {
    body: { skus: cart.items.map(({ sku }) => sku) },
  });
  const { currency, items } = cart;
  return quoteCart({ currency, items, variants, country: shippingAddress.country, shippingMethod });
}

/** Stores the order; a second one for the same state of the cart, or for the same key, is refused by its index. */
async function store({ database }: Deps, order: NewOrder): Promise<CheckoutOrder> {
  try {
    return await database.db.transaction((tx) => storeOrder(tx, order));
  } catch (error) {
    switch (brokenUniqueness(error)) {
      case "orders_live_cart": {
        const live = await findLive(database.db, order.cart);
        throw new Conflict("order-exists", "This cart has been ordered already.", { order: live });
      }
      case "orders_idempotency_key":
        throw new Conflict(
          "request-in-progress",
          "The first request with this idempotency key is still running.",
        );
      default:
        throw error;
    }
  }
}

async function findLive(db: Deps["database"]["db"], cart: NewOrder["cart"]) {
  const [live] = await db
    .select({ id: orders.id })
    .from(orders)
    .where(
      and(
        eq(orders.cartId, cart.id),
        eq(orders.cartVersion, cart.version),
        notInArray(orders.status, [...deadStatuses]),
      ),
    );
  const found = live && (await loadOrder(db, live.id));
  return found ? presentOrder(found) : null;
}

async function findByKey({ database }: Deps, scope: string, key: string): Promise<CheckoutOrder | null> {
  const [left] = await database.db
    .select({ id: orders.id })
    .from(orders)
    .where(and(eq(orders.idempotencyScope, scope), eq(orders.idempotencyKey, key)));
  return left ? loadCheckout(database.db, left.id) : null;
}
