import { randomUUID } from "node:crypto";
import { CartId, OrderId, ProductId, Sku } from "@shopeasy/contracts/ids";
import { reserveStock, settleReservation } from "@shopeasy/contracts/internal/catalog";
import { newId } from "@shopeasy/platform/ids";
import { eventually } from "@shopeasy/testing/eventually";
import { type CheckoutOrder, paymentAttempt } from "../src/checkout/checkout-order";
import { markAuthorised, markAuthorising } from "../src/checkout/record-checkout";
import { resumeCheckouts } from "../src/checkout/resume-checkouts";
import { storeOrder } from "../src/orders/store-order";
import type { OrdersGround } from "./orders-ground";
import { address } from "./placing";

/** The places at which a process may die, in their order. */
export const crashPoints = [
  "stored",
  "reserved",
  "about to authorise",
  "authorised, answer lost",
  "authorised",
  "settled",
  "captured",
] as const;
export type CrashPoint = (typeof crashPoints)[number];

export interface LeftOrder {
  id: OrderId;
  sku: string;
  /** As whoever died last knew it. */
  known: CheckoutOrder;
}

/** An order of 2 pieces out of 5, whose checkout died at that point; it is due at once. */
export async function anOrderLeft(
  ground: OrdersGround,
  at: CrashPoint,
  { paymentMethod = "pm_card_visa" } = {},
): Promise<LeftOrder> {
  const { sku, productId } = await ground.stockedProduct(5);
  const known = await checkOut(ground, at, await stored(ground, { sku, productId, paymentMethod }));
  await makeDue(ground, known.id);
  return { id: known.id, sku, known };
}

async function checkOut(ground: OrdersGround, at: CrashPoint, stored: CheckoutOrder): Promise<CheckoutOrder> {
  const { deps } = ground;
  const isPast = (point: CrashPoint) => crashPoints.indexOf(at) >= crashPoints.indexOf(point);
  const params = { orderId: stored.id };
  const items = stored.lines.map(({ sku, quantity }) => ({ sku, quantity }));
  if (isPast("reserved")) await deps.client.call(reserveStock, { params, body: { items } });
  if (!isPast("about to authorise")) return stored;
  const authorising = await markAuthorising(deps, stored);
  if (!isPast("authorised, answer lost")) return authorising;
  const payment = await deps.gateway.authorise(paymentAttempt(stored));
  if (!isPast("authorised")) return authorising;
  if (payment.outcome !== "authorised") throw new Error(`The payment is ${payment.outcome}`);
  const authorised = await markAuthorised(deps, authorising, payment);
  if (isPast("settled")) await deps.client.call(settleReservation, { params });
  const { amount } = paymentAttempt(stored);
  if (isPast("captured")) await deps.gateway.capture({ ...params, intentId: payment.intentId, amount });
  return authorised;
}

function stored(
  { deps }: OrdersGround,
  { sku, productId, paymentMethod }: { sku: string; productId: string; paymentMethod: string },
): Promise<CheckoutOrder> {
  const line = { sku: Sku.parse(sku), productId: ProductId.parse(productId), quantity: 2 };
  const priced = {
    ...line,
    name: "Thing",
    options: {},
    unitPrice: 2_500,
    lineTotal: 5_000,
    discount: 0,
    tax: 0,
  };
  const costs = { currency: "USD", subtotal: 5_000, discount: 0, shipping: 0, tax: 0, total: 5_000 } as const;
  const untaxed = { shippingTax: 0, taxIncluded: false, taxLines: [] };
  return deps.database.db.transaction((tx) =>
    storeOrder(tx, {
      id: OrderId.parse(newId()),
      customerId: null,
      email: "ada@example.test",
      cart: { id: CartId.parse(randomUUID()), version: 1 },
      idempotency: { scope: "test", key: randomUUID() },
      quote: { ...costs, ...untaxed, lines: [priced] },
      promotion: null,
      shippingAddress: address,
      billingAddress: address,
      shippingMethod: "standard",
      paymentMethod,
      placedAt: new Date(),
    }),
  );
}

/** Its lease has run out, or its pause is over. */
export async function makeDue({ sql }: OrdersGround, orderId: string): Promise<void> {
  await sql`update orders set due_at = now() where id = ${orderId} and due_at is not null`;
}

/** The 15 minutes for which its stock is held are over. */
export async function expireReservation({ stockSql }: OrdersGround, orderId: string): Promise<void> {
  await stockSql`update reservations set expires_at = now() - interval '1 second' where order_id = ${orderId}`;
}

/** Has the worker take the order up again and again, until nothing is left to do for it. */
export async function resumeUntilDone(ground: OrdersGround, orderId: string): Promise<void> {
  const isDone = async () => {
    await makeDue(ground, orderId);
    await resumeCheckouts(ground.deps);
    const [order] = await ground.sql`select step from orders where id = ${orderId}`;
    if (order?.step !== "done") throw new Error(`The order is still ${order?.step}`);
  };
  await eventually(isDone, { withinMs: 15_000 });
}

/** All that an order has left in the shop's books, the gateway's and the stock's. */
export async function whatBecameOf(ground: OrdersGround, { id, sku }: { id: string; sku: string }) {
  const { sql, stockSql, payments } = ground;
  const { intents, charges, refunds } = await payments.books();
  const own = intents.filter(({ metadata }) => metadata.orderId === id);
  const isOwn = (moved: { payment_intent: string }) =>
    own.some((intent) => intent.id === moved.payment_intent);
  const taken = charges.filter(isOwn).map(({ amount_captured }) => amount_captured);
  const made = refunds.filter(({ status }) => status !== "failed");
  const givenBack = made.filter(isOwn).map(({ amount }) => amount);
  const [order] = await sql`select status, step, due_at from orders where id = ${id}`;
  const events = await sql`select type from outbox where aggregate_id = ${id}`;
  const [ledger] = await stockSql`select sum(delta)::int as sum from stock_ledger where sku = ${sku}`;
  const { onHand, reserved } = await ground.stockOf(sku);
  return {
    status: order?.status,
    step: order?.step,
    captured: sum(taken) - sum(givenBack),
    held: sum(own.map((intent) => intent.amount_capturable)),
    payableIntents: own.filter(({ status }) => status !== "succeeded" && status !== "canceled").length,
    events: events.map(({ type }) => type),
    onHand,
    reserved,
    ledger: ledger?.sum,
  };
}

/** Paid: the money is taken once, and the two pieces are sold. */
export const paid = {
  status: "paid",
  step: "done",
  captured: 5_000,
  held: 0,
  payableIntents: 0,
  events: ["order.paid"],
  onHand: 3,
  reserved: 0,
  ledger: 3,
};

/** Undone: nothing is taken nor held, and all five pieces are there. */
export const undone = {
  step: "done",
  captured: 0,
  held: 0,
  payableIntents: 0,
  events: ["order.payment-failed"],
  onHand: 5,
  reserved: 0,
  ledger: 5,
};

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
