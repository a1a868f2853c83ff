import type { Money } from "@shopeasy/contracts/money";
import type { z } from "zod";
import type { fulfilments, orderLines, orders, orderTimeline } from "../db/schema";
import { presentFulfilment } from "../fulfilments/present-fulfilment";
import type { OrderStatus } from "./order-rules";
import type { Order } from "./order-schemas";
import type { Step } from "./timeline";

export type PresentedOrder = z.input<typeof Order>;

type Row = typeof orders.$inferSelect;

/** An order as it is read. */
export interface StoredOrder {
  order: Row;
  lines: readonly (typeof orderLines.$inferSelect)[];
  fulfilments: readonly (typeof fulfilments.$inferSelect)[];
  timeline: readonly (typeof orderTimeline.$inferSelect)[];
}

/** Of the row, what is shown. */
export type ShownRow = Pick<
  Row,
  | "id"
  | "number"
  | "status"
  | "email"
  | "currency"
  | "subtotal"
  | "discount"
  | "shipping"
  | "tax"
  | "taxIncluded"
  | "total"
  | "captured"
  | "refunded"
  | "coupon"
  | "shippingAddress"
  | "billingAddress"
  | "shippingMethod"
  | "cardBrand"
  | "cardLast4"
  | "placedAt"
>;

/** What an order is shown by: as it is read, or as whoever has just written it knows it. */
interface KnownOrder {
  order: ShownRow;
  lines: readonly Omit<typeof orderLines.$inferSelect, "orderId" | "position">[];
  fulfilments: StoredOrder["fulfilments"];
  timeline: readonly Step[];
}

const paymentStatuses = {
  pending: "pending",
  "payment-pending": "pending",
  "requires-action": "requires-action",
  "payment-failed": "failed",
  cancelled: "failed",
  expired: "failed",
} as const satisfies Partial<Record<OrderStatus, Order["payment"]["status"]>>;

function paymentStatusOf({ status, captured, refunded }: ShownRow): Order["payment"]["status"] {
  if (captured > 0) return refunded < captured ? "paid" : "refunded";
  return status in paymentStatuses ? paymentStatuses[status as keyof typeof paymentStatuses] : "paid";
}

/** An order as its customer and staff see it. */
export function presentOrder({ order, lines, fulfilments, timeline }: KnownOrder): PresentedOrder {
  const money = (amount: number): Money => ({ amount, currency: order.currency });
  return {
    id: order.id,
    number: order.number,
    status: order.status,
    email: order.email,
    items: lines.map(({ sku, productId, name, options, quantity, unitPrice, lineTotal, discount, tax }) => ({
      sku,
      productId,
      name,
      options,
      quantity,
      unitPrice: money(unitPrice),
      lineTotal: money(lineTotal),
      discount: money(discount),
      tax: money(tax),
    })),
    subtotal: money(order.subtotal),
    discount: money(order.discount),
    shipping: money(order.shipping),
    tax: money(order.tax),
    taxIncluded: order.taxIncluded,
    total: money(order.total),
    refunded: money(order.refunded),
    coupon: order.coupon,
    shippingAddress: order.shippingAddress,
    billingAddress: order.billingAddress,
    shippingMethod: order.shippingMethod,
    payment: {
      status: paymentStatusOf(order),
      brand: order.cardBrand,
      last4: order.cardLast4,
    },
    fulfilments: fulfilments.map(presentFulfilment),
    timeline: timeline.map(({ at, type, detail }) => ({ at: at.toISOString(), type, detail })),
    placedAt: order.placedAt.toISOString(),
  };
}
