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

/**
 * What an event of each type carries. Events hold ids, not people: who needs a name or an address asks for it
 * when it acts, so that erasure need not reach into archives. Consumers tolerate unknown keys.
 */
const eventData = {
  "user.registered": z.object({ userId: UserId }),
  "user.email-verification-requested": z.object({ userId: UserId, requestId: z.uuid() }),
  "user.password-reset-requested": z.object({ userId: UserId, requestId: z.uuid() }),
  "user.password-changed": z.object({ userId: UserId }),
  /** The account is gone: whoever holds anything of this person's erases it. */
  "user.erased": z.object({ userId: UserId }),
  "product.changed": z.object({ productId: ProductId, slug: z.string(), status: z.string() }),
  "stock.low": z.object({ sku: Sku, productId: ProductId, available: z.int(), threshold: z.int() }),
  "stock.changed": z.object({ sku: Sku, onHand: z.int(), reserved: z.int(), available: z.int() }),
  "cart.changed": z.object({
    cartId: CartId,
    sku: Sku,
    quantity: z.int().min(0),
    expiresAt: Timestamp,
  }),
  "order.paid": z.object({
    orderId: OrderId,
    number: z.string(),
    customerId: UserId.nullable(),
    cartId: CartId,
    total: Money,
    lines: z.array(z.object({ sku: Sku, productId: ProductId, quantity: z.int().min(1) })),
  }),
  "order.payment-failed": z.object({
    orderId: OrderId,
    number: z.string(),
    customerId: UserId.nullable(),
    reason: z.string(),
  }),
  "order.cancelled": z.object({ ...ofOrder, reason: z.string() }),
  "order.fulfilled": z.object({
    ...ofOrder,
    fulfilmentId: FulfilmentId,
    lines: z.array(z.object({ sku: Sku, quantity: z.int().min(1) })),
    /** Nothing is left to be shipped. */
    complete: z.boolean(),
  }),
  "order.delivered": z.object({
    ...ofOrder,
    fulfilmentId: FulfilmentId,
    /** All of the order has arrived. */
    complete: z.boolean(),
  }),
  "order.refunded": z.object({
    ...ofOrder,
    refundId: RefundId,
    amount: Money,
    /** Of the order, this refund and all before it. */
    refunded: Money,
  }),
  "order.return-changed": z.object({ ...ofOrder, returnId: ReturnId, status: z.string() }),
  "review.published": z.object({
    reviewId: ReviewId,
    productId: ProductId,
    customerId: UserId,
    rating: z.int().min(1).max(5),
    ratingSum: z.int().min(0),
    ratingCount: z.int().min(0),
  }),
  "review.removed": z.object({
    reviewId: ReviewId,
    productId: ProductId,
    ratingSum: z.int().min(0),
    ratingCount: z.int().min(0),
  }),
  /** A review waits for staff: by a rule, or for what others reported. */
  "review.flagged": z.object({ reviewId: ReviewId, productId: ProductId, reasons: z.array(z.string()) }),
  "feedback.received": z.object({
    feedbackId: FeedbackId,
    category: z.string(),
    customerId: UserId.nullable(),
  }),
  /** Staff have answered it. */
  "feedback.replied": z.object({ feedbackId: FeedbackId, customerId: UserId.nullable() }),
  /** Deliveries to it have failed for so long that no more are tried. */
  "webhook.disabled": z.object({ webhookId: WebhookId }),
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
