import { z } from "zod";
import { Timestamp } from "./conventions";
import {
  CartId,
  FeedbackId,
  FulfilmentId,
  OrderId,
  ProductId,
  RefundId,
  ReturnId,
  ReviewId,
  Sku,
  UserId,
  WebhookId,
} from "./ids";
import { Money } from "./money";

/** Null for a guest's order. */
const ofOrder = { orderId: OrderId, number: z.string(), customerId: UserId.nullable() };

const about = <Shape extends z.ZodRawShape>(news: string, shape: Shape) => z.object(shape).describe(news);

/**
 * What an event of each type carries. Events hold ids, not people: who needs a name or an address asks for it
 * when it acts, so that erasure need not reach into archives. Consumers tolerate unknown keys.
 */
const eventData = {
  "user.registered": about("Somebody has made an account.", { userId: UserId }),
  "user.email-verification-requested": about("An address is to be verified by a mail.", {
    userId: UserId,
    requestId: z.uuid(),
  }),
  "user.password-reset-requested": about("A password is to be chosen anew, by a mail.", {
    userId: UserId,
    requestId: z.uuid(),
  }),
  "user.password-changed": about("An account has another password.", { userId: UserId }),
  "user.erased": about("The account is gone: whoever holds anything of this person's erases it.", {
    userId: UserId,
  }),
  "product.changed": about("A product was made, changed or archived.", {
    productId: ProductId,
    slug: z.string(),
    status: z.string(),
  }),
  "stock.low": about("No more than its threshold is left of a SKU.", {
    sku: Sku,
    productId: ProductId,
    available: z.int(),
    threshold: z.int(),
  }),
  "stock.changed": about("How many pieces of a SKU there are now.", {
    sku: Sku,
    onHand: z.int(),
    reserved: z.int(),
    available: z.int(),
  }),
  "cart.changed": about("How many pieces of a SKU lie in a cart now.", {
    cartId: CartId,
    sku: Sku,
    quantity: z.int().min(0),
    expiresAt: Timestamp,
  }),
  "order.paid": about("An order's payment was collected.", {
    orderId: OrderId,
    number: z.string(),
    customerId: UserId.nullable(),
    cartId: CartId,
    total: Money,
    lines: z.array(z.object({ sku: Sku, productId: ProductId, quantity: z.int().min(1) })),
  }),
  "order.payment-failed": about("An order came to nothing: nothing was charged, or all was given back.", {
    orderId: OrderId,
    number: z.string(),
    customerId: UserId.nullable(),
    reason: z.string(),
  }),
  "order.cancelled": about("An order was cancelled.", { ...ofOrder, reason: z.string() }),
  "order.fulfilled": about("A parcel was handed to its carrier.", {
    ...ofOrder,
    fulfilmentId: FulfilmentId,
    lines: z.array(z.object({ sku: Sku, quantity: z.int().min(1) })),
    /** Nothing is left to be shipped. */
    complete: z.boolean(),
  }),
  "order.delivered": about("A parcel has arrived.", {
    ...ofOrder,
    fulfilmentId: FulfilmentId,
    /** All of the order has arrived. */
    complete: z.boolean(),
  }),
  "order.refunded": about("Money was given back.", {
    ...ofOrder,
    refundId: RefundId,
    amount: Money,
    /** Of the order, this refund and all before it. */
    refunded: Money,
  }),
  "order.return-changed": about("A return was asked for, approved, rejected or received.", {
    ...ofOrder,
    returnId: ReturnId,
    status: z.string(),
  }),
  "review.published": about("A review is there for all to see, with the sums of its product's ratings.", {
    reviewId: ReviewId,
    productId: ProductId,
    customerId: UserId,
    rating: z.int().min(1).max(5),
    ratingSum: z.int().min(0),
    ratingCount: z.int().min(0),
  }),
  "review.removed": about("A review is gone, or hidden again, with the sums of its product's ratings.", {
    reviewId: ReviewId,
    productId: ProductId,
    ratingSum: z.int().min(0),
    ratingCount: z.int().min(0),
  }),
  "review.flagged": about("A review waits for staff: by a rule, or for what others reported.", {
    reviewId: ReviewId,
    productId: ProductId,
    reasons: z.array(z.string()),
  }),
  "feedback.received": about("Somebody has written to the shop.", {
    feedbackId: FeedbackId,
    category: z.string(),
    customerId: UserId.nullable(),
  }),
  "feedback.replied": about("Staff have answered somebody's feedback.", {
    feedbackId: FeedbackId,
    customerId: UserId.nullable(),
  }),
  "webhook.disabled": about("Deliveries to a webhook have failed for so long that no more are tried.", {
    webhookId: WebhookId,
  }),
} as const;

export type EventType = keyof typeof eventData;

const envelopeOf = <Type extends EventType>(type: Type) =>
  z.object({
    id: z.uuid(),
    type: z.literal(type),
    version: z.literal(1),
    occurredAt: Timestamp,
    /** What the event is about: an order's, a product's, a user's id, or a SKU. */
    aggregateId: z.string(),
    /** Grows with each change of the aggregate. Nothing keeps order on the way: the higher version is the newer. */
    aggregateVersion: z.int().min(0),
    data: eventData[type],
  });

/** The schema of each event's whole envelope, by type. */
export const eventSchemas = Object.fromEntries(
  (Object.keys(eventData) as EventType[]).map((type) => [type, envelopeOf(type)]),
) as unknown as { [Type in EventType]: z.ZodType<ShopEvent<Type>> };

interface Envelope<Type extends EventType> {
  id: string;
  type: Type;
  version: 1;
  occurredAt: string;
  aggregateId: string;
  aggregateVersion: number;
  data: z.infer<(typeof eventData)[Type]>;
}

/** An event of one type: `ShopEvent<"order.paid">`. Without a type, any of them. */
export type ShopEvent<Type extends EventType = EventType> = Type extends EventType ? Envelope<Type> : never;

/** Makes an event; the caller gives the id (UUIDv7) and the time, so that this stays pure. */
export function shopEvent<Type extends EventType>(
  type: Type,
  event: { id: string; occurredAt: Date; aggregateId: string; aggregateVersion: number },
  data: Envelope<Type>["data"],
): Envelope<Type> {
  return { ...event, type, version: 1, occurredAt: event.occurredAt.toISOString(), data };
}
