import type {
  CartId,
  FulfilmentId,
  OrderId,
  ProductId,
  RefundId,
  ReturnId,
  Sku,
  UserId,
  WebhookId,
} from "@shopeasy/contracts/ids";
import type { Currency } from "@shopeasy/contracts/money";
import { idempotencyTable } from "@shopeasy/platform/idempotency/table";
import { outboxTable } from "@shopeasy/platform/outbox/table";
import { sql } from "drizzle-orm";
import {
  bigint,
  bigserial,
  boolean,
  char,
  check,
  index,
  integer,
  jsonb,
  pgSequence,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { CheckoutStep, UndoReason } from "../checkout/checkout-rules";
import type { OrderStatus } from "../orders/order-rules";
import type { Address } from "../orders/order-schemas";
import type { Pieces } from "../orders/pieces";
import type { PromotionKind } from "../promotions/promotion-rules";
import type { DisputeState } from "../refunds/dispute-rules";
import type { RefundedPieces, RefundOrigin, RefundState } from "../refunds/refund-rules";
import type { ReturnStatus } from "../returns/return-rules";
import type { TaxLine } from "../taxes/tax-rules";
import type { DeliveryState, DisabledReason } from "../webhooks/delivery-rules";
import type { Attempt, WebhookEventType } from "../webhooks/webhook-schemas";

export { idempotencyTable, outboxTable };

const time = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: "date" });
const minorUnits = (name: string) => bigint(name, { mode: "number" });

/** Counts orders for their numbers; a number whose order was not stored is skipped. */
export const orderNumbers = pgSequence("order_numbers");

export const orders = pgTable(
  "orders",
  {
    id: uuid("id").$type<OrderId>().primaryKey(),
    number: text("number").notNull().unique(),
    status: text("status").$type<OrderStatus>().notNull(),
    /** How far the checkout has come; what a crash leaves is taken up from here. */
    step: text("step").$type<CheckoutStep>().notNull(),
    undoReason: text("undo_reason").$type<UndoReason>(),
    /** Whoever works on the checkout holds it until then; afterwards the worker takes it up. Null when nothing is left to do. */
    dueAt: time("due_at"),
    attempts: integer("attempts").notNull().default(0),
    version: integer("version").notNull().default(1),
    customerId: uuid("customer_id").$type<UserId>(),
    email: text("email").notNull(),
    cartId: uuid("cart_id").$type<CartId>().notNull(),
    cartVersion: integer("cart_version").notNull(),
    /** Whether its cart is nobody else's while it is undecided; false where a release placed it that claimed none. */
    claimsCart: boolean("claims_cart").notNull().default(false),
    idempotencyScope: text("idempotency_scope"),
    idempotencyKey: text("idempotency_key"),
    currency: char("currency", { length: 3 }).$type<Currency>().notNull(),
    subtotal: minorUnits("subtotal").notNull(),
    discount: minorUnits("discount").notNull(),
    shipping: minorUnits("shipping").notNull(),
    tax: minorUnits("tax").notNull(),
    /** Of the tax, what is on the shipping; the rest is on the lines. */
    shippingTax: minorUnits("shipping_tax").notNull().default(0),
    /** Whether the prices hold the tax already: then it is no part of the total's sum. */
    taxIncluded: boolean("tax_included").notNull().default(false),
    /** The tax by rate, as the rates were on that day. */
    taxLines: jsonb("tax_lines").$type<TaxLine[]>().notNull().default([]),
    total: minorUnits("total").notNull(),
    /** What the gateway has taken for it, and what of that it was told to give back. */
    captured: minorUnits("captured").notNull().default(0),
    refunded: minorUnits("refunded").notNull().default(0),
    coupon: text("coupon"),
    shippingAddress: jsonb("shipping_address").$type<Address>().notNull(),
    billingAddress: jsonb("billing_address").$type<Address>().notNull(),
    shippingMethod: text("shipping_method").notNull(),
    /** The gateway's token of the card; never a number. */
    paymentMethod: text("payment_method").notNull(),
    intentId: text("intent_id"),
    cardBrand: text("card_brand"),
    cardLast4: text("card_last4"),
    declineCode: text("decline_code"),
    placedAt: time("placed_at").notNull(),
    paidAt: time("paid_at"),
    /** The gateway may know of refunds or disputes that our books don't: it is asked then. */
    checkPaymentAt: time("check_payment_at"),
    /** Since when its customer is erased, and since when nothing of the person is left in it: see `personal-data`. */
    erasureAskedAt: time("erasure_asked_at"),
    erasedAt: time("erased_at"),
    updatedAt: time("updated_at").notNull(),
  },
  (table) => [
    // One live order for one state of a cart: a second tab's is refused.
    uniqueIndex("orders_live_cart")
      .on(table.cartId, table.cartVersion)
      .where(sql`status not in ('payment-failed', 'cancelled', 'expired')`),
    // One undecided order for a cart, whatever it holds by now: what the first is about to collect is still in it.
    uniqueIndex("orders_open_cart")
      .on(table.cartId)
      .where(sql`claims_cart and status in ('pending', 'requires-action', 'payment-pending')`),
    uniqueIndex("orders_idempotency_key").on(table.idempotencyScope, table.idempotencyKey),
    index("orders_customer").on(table.customerId, table.id),
    index("orders_email").on(table.email, table.id),
    index("orders_status").on(table.status, table.id),
    index("orders_due").on(table.dueAt).where(sql`due_at is not null`),
    index("orders_intent").on(table.intentId).where(sql`intent_id is not null`),
    index("orders_paid").on(table.paidAt).where(sql`paid_at is not null`),
    index("orders_check_payment").on(table.checkPaymentAt).where(sql`check_payment_at is not null`),
    index("orders_erasure")
      .on(table.erasureAskedAt)
      .where(sql`erasure_asked_at is not null and erased_at is null`),
    check("orders_refunded", sql`refunded between 0 and captured`),
  ],
);

export const orderLines = pgTable(
  "order_lines",
  {
    orderId: uuid("order_id")
      .$type<OrderId>()
      .notNull()
      .references(() => orders.id),
    position: integer("position").notNull(),
    sku: text("sku").$type<Sku>().notNull(),
    productId: uuid("product_id").$type<ProductId>().notNull(),
    name: text("name").notNull(),
    options: jsonb("options").$type<Record<string, string>>().notNull(),
    quantity: integer("quantity").notNull(),
    unitPrice: minorUnits("unit_price").notNull(),
    lineTotal: minorUnits("line_total").notNull(),
    /** Its parts of the order's discount and tax. */
    discount: minorUnits("discount").notNull().default(0),
    tax: minorUnits("tax").notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.orderId, table.position] })],
);

/** What happened to an order, in the order in which it happened; only ever added to. */
export const orderTimeline = pgTable(
  "order_timeline",
  {
    id: bigserial("id", { mode: "number" }).primaryKey(),
    orderId: uuid("order_id")
      .$type<OrderId>()
      .notNull()
      .references(() => orders.id),
    at: time("at").notNull(),
    type: text("type").notNull(),
    detail: text("detail").notNull(),
  },
  (table) => [index("order_timeline_order").on(table.orderId, table.id)],
);

const ofOrder = () =>
  uuid("order_id")
    .$type<OrderId>()
    .notNull()
    .references(() => orders.id);

/** Parcels, and what is in them. */
export const fulfilments = pgTable(
  "fulfilments",
  {
    id: uuid("id").$type<FulfilmentId>().primaryKey(),
    orderId: ofOrder(),
    carrier: text("carrier").notNull(),
    trackingNumber: text("tracking_number").notNull(),
    items: jsonb("items").$type<Pieces[]>().notNull(),
    shippedAt: time("shipped_at").notNull(),
    deliveredAt: time("delivered_at"),
  },
  (table) => [index("fulfilments_order").on(table.orderId, table.id)],
);

export const returns = pgTable(
  "returns",
  {
    id: uuid("id").$type<ReturnId>().primaryKey(),
    orderId: ofOrder(),
    status: text("status").$type<ReturnStatus>().notNull(),
    items: jsonb("items").$type<Pieces[]>().notNull(),
    reason: text("reason").notNull(),
    requestedAt: time("requested_at").notNull(),
    changedAt: time("changed_at").notNull(),
  },
  (table) => [index("returns_order").on(table.orderId, table.id)],
);

/** Money that goes back. A row is there before the gateway is asked, and its id is the gateway's idempotency key. */
export const refunds = pgTable(
  "refunds",
  {
    id: uuid("id").$type<RefundId>().primaryKey(),
    orderId: ofOrder(),
    origin: text("origin").$type<RefundOrigin>().notNull(),
    state: text("state").$type<RefundState>().notNull(),
    amount: minorUnits("amount").notNull(),
    items: jsonb("items").$type<RefundedPieces[]>().notNull(),
    reason: text("reason"),
    restock: boolean("restock").notNull(),
    restockedAt: time("restocked_at"),
    returnId: uuid("return_id")
      .$type<ReturnId>()
      .references(() => returns.id),
    gatewayRefundId: text("gateway_refund_id").unique(),
    /** Why the gateway refused it. */
    failure: text("failure"),
    staffId: uuid("staff_id").$type<UserId>(),
    /** Names the request that made it, so that a repeated one finds it. */
    requestKey: text("request_key").unique(),
    /** Whoever works on it holds it until then; afterwards the worker takes it up. Null when nothing is left to do. */
    dueAt: time("due_at"),
    attempts: integer("attempts").notNull().default(0),
    requestedAt: time("requested_at").notNull(),
    /** When the gateway took it, or refused it. */
    settledAt: time("settled_at"),
  },
  (table) => [
    index("refunds_order").on(table.orderId, table.id),
    index("refunds_due").on(table.dueAt).where(sql`due_at is not null`),
    index("refunds_settled").on(table.settledAt).where(sql`settled_at is not null`),
    uniqueIndex("refunds_return").on(table.returnId).where(sql`return_id is not null`),
    // An order is given up once.
    uniqueIndex("refunds_given_up").on(table.orderId).where(sql`origin in ('cancellation', 'undo')`),
  ],
);

/** What customers' banks took back, or want to: by the gateway's own ids. */
export const disputes = pgTable(
  "disputes",
  {
    id: text("id").primaryKey(),
    orderId: ofOrder(),
    state: text("state").$type<DisputeState>().notNull(),
    amount: minorUnits("amount").notNull(),
    openedAt: time("opened_at").notNull(),
  },
  (table) => [index("disputes_order").on(table.orderId)],
);

/** Customers who are erased: their access tokens hold for a while, and what one still orders is looked for until then. */
export const erasures = pgTable("erasures", {
  customerId: uuid("customer_id").$type<UserId>().primaryKey(),
  askedAt: time("asked_at").notNull(),
});

export const promotions = pgTable(
  "promotions",
  {
    id: uuid("id").primaryKey(),
    /** As staff wrote it; customers may write it in any case. */
    code: text("code").notNull(),
    kind: text("kind").$type<PromotionKind>().notNull(),
    /** Per cent, or minor units; null for free shipping. */
    value: minorUnits("value"),
    /** Of a fixed value and of the minimum; null where there is neither. */
    currency: char("currency", { length: 3 }).$type<Currency>(),
    minSubtotal: minorUnits("min_subtotal"),
    /** Slugs; none: all of them. */
    categories: text("categories").array().notNull(),
    startsAt: time("starts_at"),
    endsAt: time("ends_at"),
    maxUses: integer("max_uses"),
    maxUsesPerCustomer: integer("max_uses_per_customer"),
    active: boolean("active").notNull(),
    /** How many orders have it now: those that were given up are taken off again. */
    uses: integer("uses").notNull().default(0),
    createdAt: time("created_at").notNull(),
    updatedAt: time("updated_at").notNull(),
  },
  (table) => [uniqueIndex("promotions_code").on(sql`upper(${table.code})`)],
);

/** Which order has which promotion, and whether that counts. */
export const promotionUses = pgTable(
  "promotion_uses",
  {
    orderId: uuid("order_id")
      .$type<OrderId>()
      .primaryKey()
      .references(() => orders.id),
    promotionId: uuid("promotion_id")
      .notNull()
      .references(() => promotions.id),
    state: text("state", { enum: ["counted", "given-back"] }).notNull(),
    at: time("at").notNull(),
  },
  (table) => [index("promotion_uses_promotion").on(table.promotionId)],
);

/** Every table of tax rates that ever held; the one with the highest version holds now. */
export const taxTables = pgTable("tax_tables", {
  version: integer("version").primaryKey(),
  createdAt: time("created_at").notNull(),
  /** The member of staff who put it. */
  createdBy: uuid("created_by").$type<UserId>(),
});

export const taxRates = pgTable(
  "tax_rates",
  {
    version: integer("version")
      .notNull()
      .references(() => taxTables.version),
    position: integer("position").notNull(),
    country: char("country", { length: 2 }).notNull(),
    /** In capitals; null for the whole country. */
    region: text("region"),
    name: text("name").notNull(),
    rateBasisPoints: integer("rate_basis_points").notNull(),
    inclusive: boolean("inclusive").notNull(),
    appliesToShipping: boolean("applies_to_shipping").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.version, table.position] }),
    index("tax_rates_country").on(table.version, table.country),
  ],
);

/** Addresses of the merchant's systems that are told of events. */
export const webhooks = pgTable("webhooks", {
  id: uuid("id").$type<WebhookId>().primaryKey(),
  url: text("url").notNull(),
  events: text("events").array().$type<WebhookEventType[]>().notNull(),
  description: text("description"),
  sealedSecret: text("sealed_secret").notNull(),
  /** Signs too until then: whoever receives has so long to take the new one. */
  sealedPreviousSecret: text("sealed_previous_secret"),
  previousSecretUntil: time("previous_secret_until"),
  /** Since when no attempt has arrived; null after one has. */
  failingSince: time("failing_since"),
  disabledAt: time("disabled_at"),
  disabledReason: text("disabled_reason").$type<DisabledReason>(),
  version: integer("version").notNull().default(1),
  createdBy: uuid("created_by").$type<UserId>().notNull(),
  createdAt: time("created_at").notNull(),
  updatedAt: time("updated_at").notNull(),
});

/** What was, or is to be, sent to a webhook, and each attempt. */
export const webhookDeliveries = pgTable(
  "webhook_deliveries",
  {
    id: uuid("id").primaryKey(),
    webhookId: uuid("webhook_id")
      .$type<WebhookId>()
      .notNull()
      .references(() => webhooks.id, { onDelete: "cascade" }),
    eventId: uuid("event_id").notNull(),
    type: text("type").$type<WebhookEventType | "webhook.test">().notNull(),
    /** As it is sent, to the letter. */
    body: text("body").notNull(),
    state: text("state").$type<DeliveryState>().notNull(),
    attempts: jsonb("attempts").$type<Attempt[]>().notNull().default([]),
    /** Whoever sends it holds it until then; afterwards it is sent again. Null when nothing is left to do. */
    dueAt: time("due_at"),
    /** The delivery that staff had sent once more. */
    replayOf: uuid("replay_of"),
    createdAt: time("created_at").notNull(),
  },
  (table) => [
    // An event goes to each webhook once, however often the queue brings it.
    uniqueIndex("webhook_deliveries_event").on(table.webhookId, table.eventId).where(sql`replay_of is null`),
    index("webhook_deliveries_webhook").on(table.webhookId, table.id),
    index("webhook_deliveries_due").on(table.webhookId, table.dueAt).where(sql`due_at is not null`),
    index("webhook_deliveries_created").on(table.createdAt),
  ],
);
