import { z } from "zod";
import { Timestamp } from "../conventions";
import { OrderId, Sku, UserId } from "../ids";
import { internalCall } from "../internal-call";
import { Currency, Money } from "../money";

/** An order as a confirmation shows it. 404 for an order that was never placed. */
export const getOrderConfirmation = internalCall({
  name: "orders.get-order-confirmation",
  callee: "orders",
  method: "GET",
  path: "/internal/orders/{orderId}/confirmation",
  params: z.strictObject({ orderId: OrderId }),
  response: z.object({
    id: OrderId,
    number: z.string(),
    customerId: UserId.nullable(),
    email: z.string(),
    recipient: z.string(),
    lines: z.array(
      z.object({
        sku: Sku,
        name: z.string(),
        options: z.record(z.string(), z.string()),
        quantity: z.int(),
        lineTotal: Money,
      }),
    ),
    subtotal: Money,
    discount: Money,
    shipping: Money,
    tax: Money,
    /** Whether the prices hold the tax: then it is no part of the total's sum. */
    taxIncluded: z.boolean().default(false),
    total: Money,
    placedAt: Timestamp,
    /** Opens the order to a guest: `GET /orders/{id}?token=`. Null for a customer, who signs in. */
    accessToken: z.string().nullable(),
  }),
  idempotent: true,
  deadlineMs: 2_000,
});

/** Why a coupon gives nothing: the `why` of a `coupon-invalid`. */
export const CouponFault = z.enum([
  "unknown",
  "inactive",
  "not-started",
  "ended",
  "used-up",
  "used-up-by-customer",
  "other-currency",
  "below-minimum",
  "nothing-eligible",
]);
export type CouponFault = z.infer<typeof CouponFault>;

/**
 * What a coupon takes off a cart as it is now, in minor units of its currency; nothing is counted as used. A guest's
 * own uses are not known here: they are found out by the order's e-mail address.
 */
export const priceCoupon = internalCall({
  name: "orders.price-coupon",
  callee: "orders",
  method: "POST",
  path: "/internal/coupons/price",
  body: z.strictObject({
    code: z.string().min(1).max(64),
    customerId: UserId.nullable(),
    currency: Currency,
    lines: z
      .array(
        z.strictObject({
          sku: Sku,
          lineTotal: z.int().min(0),
          /** Slugs from the top of the tree to the product's own category. */
          categories: z.array(z.string()),
        }),
      )
      .max(100),
  }),
  response: z.discriminatedUnion("valid", [
    z.object({ valid: z.literal(true), discount: z.int().min(0), freeShipping: z.boolean() }),
    z.object({
      valid: z.literal(false),
      why: CouponFault,
      /** A sentence for the customer. */
      detail: z.string(),
    }),
  ]),
  idempotent: true,
  deadlineMs: 2_000,
});
