import type { CartId, OrderId, UserId } from "@shopeasy/contracts/ids";
import type { Db } from "@shopeasy/platform/database/connect";
import { sql } from "drizzle-orm";
import type { CheckoutOrder } from "../checkout/checkout-order";
import { leaseMs } from "../checkout/checkout-rules";
import type { Quote } from "../checkout/quote-rules";
import { dueIn } from "../checkout/record-checkout";
import { orderLines, orders, orderTimeline } from "../db/schema";
import type { Address } from "./order-schemas";

export interface NewOrder {
  id: OrderId;
  customerId: UserId | null;
  email: string;
  cart: { id: CartId; version: number };
  idempotency: { scope: string; key: string };
  quote: Quote;
  shippingAddress: Address;
  billingAddress: Address;
  shippingMethod: string;
  paymentMethod: string;
  placedAt: Date;
}

/** The next number as people read it aloud, `SE-2026-000123`; it grows past six digits when it must. */
const nextNumber = (placedAt: Date) => sql<string>`(
  select ${`SE-${placedAt.getUTCFullYear()}-`} || lpad(n::text, greatest(6, length(n::text)), '0')
  from nextval('order_numbers') as n)`;

/** Stores an order as `pending`, with its lines, before anything is asked of anybody. Call it in a transaction. */
export async function storeOrder(db: Db, order: NewOrder): Promise<CheckoutOrder> {
  const { id, quote, placedAt } = order;
  const [stored] = await db
    .insert(orders)
    .values({
      id,
      number: nextNumber(placedAt),
      status: "pending",
      step: "placed",
      dueAt: dueIn(leaseMs),
      customerId: order.customerId,
      email: order.email,
      cartId: order.cart.id,
      cartVersion: order.cart.version,
      idempotencyScope: order.idempotency.scope,
      idempotencyKey: order.idempotency.key,
      currency: quote.currency,
      subtotal: quote.subtotal,
      discount: quote.discount,
      shipping: quote.shipping,
      tax: quote.tax,
      total: quote.total,
      shippingAddress: order.shippingAddress,
      billingAddress: order.billingAddress,
      shippingMethod: order.shippingMethod,
      paymentMethod: order.paymentMethod,
      placedAt,
      updatedAt: placedAt,
    })
    .returning();
  await db
    .insert(orderLines)
    .values(quote.lines.map((line, position) => ({ orderId: id, position, ...line })));
  await db
    .insert(orderTimeline)
    .values({ orderId: id, at: placedAt, type: "placed", detail: "The order was placed." });
  if (!stored) throw new Error("The order was not stored");
  return { ...stored, lines: quote.lines };
}
