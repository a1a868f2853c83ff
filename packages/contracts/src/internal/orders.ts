import { z } from "zod";
import { Timestamp } from "../conventions";
import { FulfilmentId, OrderId, RefundId, ReturnId, Sku, UserId, WebhookId } from "../ids";
import { internalCall } from "../internal-call";
import { Currency, Money } from "../money";

const orderParams = z.strictObject({ orderId: OrderId });

/** An order as a confirmation shows it. */
const OrderConfirmation = z.object({
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
});

/** 404 `order-not-found` for an order that was never placed, `customer-erased` for one whose customer is not to be written to any more. */
export const getOrderConfirmation = internalCall({
  name: "orders.get-order-confirmation",
  callee: "orders",
  method: "GET",
  path: "/internal/orders/{orderId}/confirmation",
  params: orderParams,
  response: OrderConfirmation,
  idempotent: true,
  deadlineMs: 2_000,
});

/** How many orders can be asked about at once. */
export const mostConfirmationsAtOnce = 100;

/**
 * The confirmations of several orders. Those whose customer is not to be written to any more are `erased`; one that was
 * never placed is in neither list.
 */
export const getOrderConfirmations = internalCall({
  name: "orders.get-order-confirmations",
  callee: "orders",
  // Nothing is changed by it; a POST because the ids may be many.
  method: "POST",
  path: "/internal/orders/confirmations",
  body: z.strictObject({ orderIds: z.array(OrderId).min(1).max(mostConfirmationsAtOnce) }),
  response: z.object({ confirmations: z.array(OrderConfirmation), erased: z.array(OrderId) }),
  idempotent: true,
  deadlineMs: 2_000,
});

const pieces = z.array(z.object({ sku: Sku, quantity: z.int() }));

/** An order with what came after it was placed, as mails tell of it. 404 as of its confirmation. */
export const getOrderNotice = internalCall({
  name: "orders.get-order-notice",
  callee: "orders",
  method: "GET",
  path: "/internal/orders/{orderId}/notice",
  params: orderParams,
  response: z.object({
    ...OrderConfirmation.shape,
    /** What was taken for it: nothing of an order that was given up before it was paid. */
    captured: Money,
    /** The card's last digits, where it is known. */
    last4: z.string().nullable(),
    fulfilments: z.array(
      z.object({
        id: FulfilmentId,
        carrier: z.string(),
        trackingNumber: z.string(),
        /** Null for a carrier of whom no such page is known. */
        trackingUrl: z.string().nullable(),
        items: pieces,
      }),
    ),
    refunds: z.array(z.object({ id: RefundId, amount: Money, items: pieces })),
    returns: z.array(z.object({ id: ReturnId, status: z.string(), items: pieces })),
  }),
  idempotent: true,
  deadlineMs: 2_000,
});

/** What staff are told of a webhook to which no more deliveries are tried. 404 when it was deleted. */
export const getWebhookNotice = internalCall({
  name: "orders.get-webhook-notice",
  callee: "orders",
  method: "GET",
  path: "/internal/webhooks/{webhookId}",
  params: z.strictObject({ webhookId: WebhookId }),
  response: z.object({
    id: WebhookId,
    url: z.string(),
    /** Null for one that was enabled again meanwhile. */
    disabledAt: Timestamp.nullable(),
    /** A sentence; null where none is known. */
    reason: z.string().nullable(),
  }),
  idempotent: true,
  deadlineMs: 2_000,
});

/**
 * The orders of a customer, oldest first, some at a time: as the API shows them, with what came after. `after` is the
 * `next` of the page before, null at first; a `next` of null ends them.
 */
export const exportCustomerOrders = internalCall({
  name: "orders.export-customer",
  callee: "orders",
  // Nothing is changed by it; a POST because no cache on the way may keep what it answers.
  method: "POST",
  path: "/internal/customers/{userId}/export",
  params: z.strictObject({ userId: UserId }),
  body: z.strictObject({ after: OrderId.nullable() }),
  response: z.object({
    orders: z.array(z.looseObject({ id: OrderId, number: z.string() })),
    next: OrderId.nullable(),
  }),
  idempotent: true,
  deadlineMs: 4_000,
});

/** Erases the person from what was ordered by guests under an address, whose owner asked for it. */
export const eraseGuest = internalCall({
  name: "orders.erase-guest",
  callee: "orders",
  method: "POST",
  path: "/internal/guests/erase",
  body: z.strictObject({ email: z.string().min(3) }),
  response: z.object({ orders: z.int().describe("How many of theirs there were.") }),
  idempotent: true,
  deadlineMs: 5_000,
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
