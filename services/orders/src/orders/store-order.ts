import type { CartId, OrderId, UserId } from "@shopeasy/contracts/ids";
import type { Db } from "@shopeasy/platform/database/connect";
import { sql } from "drizzle-orm";
import type { CheckoutOrder } from "../checkout/checkout-order";
import { leaseMs } from "../checkout/checkout-rules";
import type { Quote, QuotedLine } from "../checkout/quote-rules";
import { dueIn } from "../checkout/record-checkout";
import { orderLines, orders, orderTimeline, promotionUses } from "../db/schema";
import { couponInvalid } from "../promotions/coupon-invalid";
import { type CouponUser, countUse, usesBy } from "../promotions/coupon-uses";
import type { Promotion } from "../promotions/promotion-rules";
import type { Address } from "./order-schemas";
import type { ShownRow } from "./present-order";
import type { Step } from "./timeline";

export interface NewOrder {
  id: OrderId;
  customerId: UserId | null;
  email: string;
  cart: { id: CartId; version: number };
  idempotency: { scope: string; key: string };
  quote: Omit<Quote, "coupon" | "shippingSaved" | "offers" | "short">;
  /** What the quote's discount is by; null for an order without a coupon. */
  promotion: Pick<Promotion, "id" | "code" | "maxUsesPerCustomer"> | null;
  shippingAddress: Address;
  billingAddress: Address;
  shippingMethod: string;
  paymentMethod: string;
  placedAt: Date;
}

/** An order that was stored just now: all that its checkout needs, and all that its customer is shown. */
export type JustPlaced = CheckoutOrder & ShownRow & { lines: QuotedLine[]; timeline: Step[] };

/** The next number as people read it aloud, `SE-2026-000123`; it grows past six digits when it must. */
const nextNumber = (placedAt: Date) => sql<string>`(
  select ${`SE-${placedAt.getUTCFullYear()}-`} || lpad(n::text, greatest(6, length(n::text)), '0')
  from nextval('order_numbers') as n)`;

/**
 * Stores an order as `pending`, with its lines and the use of its coupon, before anything is asked of anybody. With a
 * promotion, call it in a transaction.
 * @throws Unprocessable `coupon-invalid` when the last use of its coupon went to another, or it was ended just now
 */
export async function storeOrder(db: Db, order: NewOrder): Promise<JustPlaced> {
  const { promotion } = order;
  const gone = promotion && (await countUse(db, promotion.id));
  if (promotion && gone) throw couponInvalid(promotion.code, gone, null);
  const { customerUses, ...stored } = await insertOrder(db, order);
  const limit = promotion?.maxUsesPerCustomer ?? null;
  if (promotion && limit !== null && customerUses >= limit) {
    throw couponInvalid(promotion.code, "used-up-by-customer", null);
  }
  return stored;
}

/** One statement for all of it: a checkout has few. */
async function insertOrder(db: Db, order: NewOrder) {
  const { id: orderId, quote, promotion, placedAt } = order;
  const { lines, ...costs } = quote;
  const placed: Step = { at: placedAt, type: "placed", detail: "The order was placed." };
  const row = {
    ...costs,
    id: orderId,
    status: "pending",
    step: "placed",
    undoReason: null,
    attempts: 0,
    version: 1,
    customerId: order.customerId,
    email: order.email,
    cartId: order.cart.id,
    captured: 0,
    refunded: 0,
    coupon: promotion?.code ?? null,
    shippingAddress: order.shippingAddress,
    billingAddress: order.billingAddress,
    shippingMethod: order.shippingMethod,
    paymentMethod: order.paymentMethod,
    intentId: null,
    cardBrand: null,
    cardLast4: null,
    placedAt,
  } as const;
  const withLines = db.$with("lines").as(
    db
      .insert(orderLines)
      .values(lines.map((line, position) => ({ orderId, position, ...line })))
      .returning({ position: orderLines.position }),
  );
  const withTimeline = db.$with("timeline").as(
    db
      .insert(orderTimeline)
      .values({ orderId, ...placed })
      .returning({ id: orderTimeline.id }),
  );
  const withUse = (promotionId: string) =>
    db
      .$with("use")
      .as(
        db
          .insert(promotionUses)
          .values({ orderId, promotionId, state: "counted", at: placedAt })
          .returning({ orderId: promotionUses.orderId }),
      );
  const user: CouponUser =
    order.customerId === null ? { email: order.email } : { customerId: order.customerId };
  const [stored] = await db
    .with(withLines, withTimeline, ...(promotion ? [withUse(promotion.id)] : []))
    .insert(orders)
    .values({
      ...row,
      number: nextNumber(placedAt),
      dueAt: dueIn(leaseMs),
      cartVersion: order.cart.version,
      claimsCart: true,
      idempotencyScope: order.idempotency.scope,
      idempotencyKey: order.idempotency.key,
      updatedAt: placedAt,
    })
    // What else there is of it is known.
    .returning({
      number: orders.number,
      // Of orders before this one, which the statement doesn't see.
      customerUses:
        promotion && promotion.maxUsesPerCustomer !== null ? usesBy(user, promotion.id) : sql<number>`0`,
    });
  if (!stored) throw new Error("The order was not stored");
  return { ...row, ...stored, lines, timeline: [placed] };
}
