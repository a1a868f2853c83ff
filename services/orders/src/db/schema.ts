import type { CartId, OrderId, ProductId, Sku, UserId } from "@shopeasy/contracts/ids";
import type { Currency } from "@shopeasy/contracts/money";
import { idempotencyTable } from "@shopeasy/platform/idempotency/table";
import { outboxTable } from "@shopeasy/platform/outbox/table";
import { sql } from "drizzle-orm";
import {
  bigint,
  bigserial,
  char,
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
    idempotencyScope: text("idempotency_scope"),
    idempotencyKey: text("idempotency_key"),
    currency: char("currency", { length: 3 }).$type<Currency>().notNull(),
    subtotal: minorUnits("subtotal").notNull(),
    discount: minorUnits("discount").notNull(),
    shipping: minorUnits("shipping").notNull(),
    tax: minorUnits("tax").notNull(),
    total: minorUnits("total").notNull(),
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
    updatedAt: time("updated_at").notNull(),
  },
  (table) => [
    // One live order for one state of a cart: a second tab's is refused.
    uniqueIndex("orders_live_cart")
      .on(table.cartId, table.cartVersion)
      .where(sql`status not in ('payment-failed', 'cancelled', 'expired')`),
    uniqueIndex("orders_idempotency_key").on(table.idempotencyScope, table.idempotencyKey),
    index("orders_customer").on(table.customerId, table.id),
    index("orders_email").on(table.email, table.id),
    index("orders_status").on(table.status, table.id),
    index("orders_due").on(table.dueAt).where(sql`due_at is not null`),
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
