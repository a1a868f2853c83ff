import { OrderId, UserId } from "@shopeasy/contracts/ids";
import { getUser } from "@shopeasy/contracts/internal/users";
import type { UserPrincipal } from "@shopeasy/platform/auth/principal";
import { AppError, Conflict, InvalidInput } from "@shopeasy/platform/errors";
import { answerOnce, type FirstAnswer } from "@shopeasy/platform/idempotency/answer-once";
import { fingerprint } from "@shopeasy/platform/idempotency/key-rules";
import { finishing, type IdempotentRequest } from "@shopeasy/platform/idempotency/requests";
import { newId } from "@shopeasy/platform/ids";
import { advanceCheckout } from "../checkout/advance-checkout";
import { addressOf, destinationOf } from "../checkout/quote-address";
import { couponUserOf, quoteNow, readCart, refuseFaults, requireFilled } from "../checkout/quote-now";
import type { Quote } from "../checkout/quote-rules";
import type { AlongWithPaid } from "../checkout/record-checkout";
import type { Deps } from "../deps";
import {
  answerAgain,
  answerForLeft,
  answerForOutcome,
  answerForPaid,
  type OrderAnswer,
} from "./checkout-answer";
import { answerForEarlier, findByKey, refuseEmptied, refuseOrdered } from "./earlier-orders";
import { guestToken } from "./guest-token";
import type { PlaceOrder } from "./order-schemas";
import { type JustPlaced, type NewOrder, storeOrder } from "./store-order";

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
  let first: OrderAnswer | undefined;
  const kept = await deps.checkouts.run(() =>
    answerOnce(deps.database.db, request, async (state) => {
      const left =
        state === "resumed" ? await findByKey(deps.database.db, { scope, key }, input.cartId) : null;
      first = await (left ? answerForLeft(deps, left) : placeFirst(deps, placement, request));
      return toKeep(first);
    }),
  );
  const { status, order, clientSecret } = first ?? (await answerAgain(deps, kept));
  // Made anew each time, and so never stored; nor is the secret.
  const token = caller ? null : guestToken(deps.guestTokenSecret, order.id);
  const body = { ...order, token, ...(clientSecret !== undefined && { clientSecret }) };
  return { status, body, replayed: kept.replayed };
}

const toKeep = ({ status, order, isKept = false }: OrderAnswer): FirstAnswer => ({
  status,
  body: order,
  isKept,
});

async function placeFirst(deps: Deps, placement: Placement, request: IdempotentRequest) {
  const { input, caller } = placement;
  const [cart, address, email] = await Promise.all([
    readCart(deps, input.cartId, caller),
    addressOf(deps, input, caller),
    contactOf(deps, placement),
  ]);
  if (!address) throw new Error("An order without an address was let through");
  const customerId = caller ? UserId.parse(caller.userId) : null;
  if (cart.items.length === 0) await refuseEmptied(deps, { cart, customerId });
  requireFilled(cart);
  const { shippingMethod, paymentMethod, billingAddress = address } = input;
  const ordered = { customerId, cart, idempotency: request };
  let order: JustPlaced;
  try {
    const user = couponUserOf(caller, email);
    const quote = await quoteNow(deps, cart, { destination: destinationOf(address), shippingMethod, user });
    refuseFaults(quote);
    refuseOtherTotal(quote, input.expectedTotal);
    const newOrder: NewOrder = {
      ...ordered,
      id: OrderId.parse(newId()),
      email,
      quote,
      promotion: quote.coupon?.promotion ?? null,
      shippingAddress: address,
      billingAddress,
      shippingMethod,
      paymentMethod,
      placedAt: deps.clock.now(),
    };
    const { db } = deps.database;
    // Without a coupon to count it is one statement, which is a transaction by itself.
    order = await (newOrder.promotion
      ? db.transaction((tx) => storeOrder(tx, newOrder))
      : storeOrder(db, newOrder));
  } catch (error) {
    // What the cart's own order has taken, the last piece or the coupon's last use, is no reason to refuse it.
    if (isRefusal(error)) await refuseOrdered(deps, ordered);
    if (error instanceof AppError && error.code === "out-of-stock") deps.counts.refusedForStock();
    return answerForEarlier(deps, ordered, error);
  }
  deps.counts.placed();
  deps.logger.info("order.placed", { orderId: order.id, number: order.number, lines: order.lines.length });
  // Its answer is kept in the statement that marks it paid: one less of them, and of waits for the disk.
  const along: AlongWithPaid = (paid, when) => finishing(request, toKeep(answerForPaid(order, paid)), when);
  const outcome = await deps.checkouts.during(order.id, () => advanceCheckout(deps, order, along));
  return answerForOutcome(deps, order, outcome);
}

const isRefusal = (error: unknown): boolean => error instanceof AppError && error.status < 500;

/** @throws Conflict `total-changed` */
function refuseOtherTotal({ total: amount, currency }: Quote, expected: PlaceOrder["expectedTotal"]): void {
  if (!expected || (expected.amount === amount && expected.currency === currency)) return;
  throw new Conflict("total-changed", "The order's total is not what was expected.", {
    total: { amount, currency },
  });
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
