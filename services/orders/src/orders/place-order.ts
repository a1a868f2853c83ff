import { OrderId, UserId } from "@shopeasy/contracts/ids";
import { getCart } from "@shopeasy/contracts/internal/cart";
import { lookUpVariants } from "@shopeasy/contracts/internal/catalog";
import { getUser } from "@shopeasy/contracts/internal/users";
import type { UserPrincipal } from "@shopeasy/platform/auth/principal";
import { Conflict, InvalidInput, NotFound } from "@shopeasy/platform/errors";
import { answerOnce } from "@shopeasy/platform/idempotency/answer-once";
import { fingerprint } from "@shopeasy/platform/idempotency/key-rules";
import { newId } from "@shopeasy/platform/ids";
import { advanceCheckout } from "../checkout/advance-checkout";
import type { CheckoutOrder } from "../checkout/checkout-order";
import { type Quote, quoteCart } from "../checkout/quote-rules";
import type { Deps } from "../deps";
import { answerForLeft, answerForOutcome } from "./checkout-answer";
import { answerForEarlier, findByKey } from "./earlier-orders";
import { guestToken } from "./guest-token";
import type { PlaceOrder } from "./order-schemas";
import type { PresentedOrder } from "./present-order";
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
    const left = state === "resumed" ? await findByKey(deps.database.db, { scope, key }) : null;
    return left ? answerForLeft(deps, left) : placeFirst(deps, placement, scope);
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
  const newOrder: NewOrder = {
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
  };
  let order: CheckoutOrder;
  try {
    order = await deps.database.db.transaction((tx) => storeOrder(tx, newOrder));
  } catch (error) {
    return answerForEarlier(deps, newOrder, error);
  }
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
