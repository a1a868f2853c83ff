import { randomUUID } from "node:crypto";
import { checkPayments, resumeRefunds } from "../src/refunds/resume-refunds";
import { makeDue } from "./left-orders";
import type { OrdersGround } from "./orders-ground";
import { place } from "./placing";

export interface PaidOrder {
  id: string;
  number: string;
  sku: string;
  /** A guest's. */
  token: string;
  total: number;
}

interface Wanted {
  quantity?: number;
  price?: number;
  /** Of a customer who is signed in; a guest's order without one. */
  token?: string;
  body?: Record<string, unknown>;
}

/** A paid order of 4 pieces at $25.00 out of 10, sent free of charge, unless told otherwise. */
export async function aPaidOrder(
  ground: OrdersGround,
  { quantity = 4, price = 2_500, token, body = {} }: Wanted = {},
): Promise<PaidOrder> {
  const sku = await ground.stocked(10, price);
  const cartId = await ground.cartWith(sku, quantity, token);
  const placed = await place(ground, cartId, { ...(token !== undefined && { token }), body });
  if (placed.status !== 201) throw new Error(`Not paid: ${JSON.stringify(placed.body)}`);
  const { id, number, total } = placed.body;
  return { id, number, sku, token: placed.body.token ?? "", total: total.amount };
}

/** Calls of the API by one who has this token, or by nobody. */
export function callsBy({ app }: Pick<OrdersGround, "app">, token?: string) {
  const by = (sent: ReturnType<typeof app.get>) =>
    token === undefined ? sent : sent.set("authorization", `Bearer ${token}`);
  return {
    get: (path: string) => by(app.get(`/api/v1${path}`)),
    post: (path: string, body: object = {}, key: string = randomUUID()) =>
      by(app.post(`/api/v1${path}`))
        .set("idempotency-key", key)
        .send(body),
    patch: (path: string, body: object) => by(app.patch(`/api/v1${path}`)).send(body),
  };
}

export const usd = (amount: number) => ({ amount, currency: "USD" });

/** An order as staff see it. */
export const orderOf = async (ground: OrdersGround, { id }: { id: string }) =>
  (await callsBy(ground, ground.staff).get(`/orders/${id}`)).body;

export const stepsOf = async (ground: OrdersGround, order: { id: string }): Promise<string[]> =>
  (await orderOf(ground, order)).timeline.map(({ type }: { type: string }) => type);

/** Has the worker take up the refunds of an order that are left, and what the gateway told of its payment. */
export async function resumeRefundsOf(ground: OrdersGround, { id }: { id: string }): Promise<void> {
  await makeDue(ground, id);
  await ground.sql`update refunds set due_at = now() where order_id = ${id} and due_at is not null`;
  await resumeRefunds(ground.deps);
  await checkPayments(ground.deps);
}

/** What the gateway's books say of an order: taken, and given back. */
export async function gatewayBooksOf({ payments }: OrdersGround, { id }: { id: string }) {
  // A hold that was let go is as good as refunded to the gateway, though nothing was taken.
  const charges = (await payments.chargesOf({ orderId: id })).filter((charge) => charge.amount_captured > 0);
  const sum = (key: "amount_captured" | "amount_refunded") =>
    charges.reduce((total, charge) => total + charge[key], 0);
  return { captured: sum("amount_captured"), refunded: sum("amount_refunded") };
}

/** The events that were told of an order, by type. */
export const toldOf = async ({ sql }: OrdersGround, { id }: { id: string }): Promise<string[]> =>
  (await sql`select type from outbox where aggregate_id = ${id} order by created_at, id`).map(
    ({ type }) => type,
  );
