import type { Money } from "@shopeasy/contracts/money";
import type { z } from "zod";
import type { fulfilments, orderLines, orders, orderTimeline } from "../db/schema";
import { presentFulfilment } from "../fulfilments/present-fulfilment";
import type { OrderStatus } from "./order-rules";
import type { Order } from "./order-schemas";

export type PresentedOrder = z.input<typeof Order>;

export interface StoredOrder {
  order: typeof orders.$inferSelect;
  lines: readonly (typeof orderLines.$inferSelect)[];
  fulfilments: readonly (typeof fulfilments.$inferSelect)[];
  timeline: readonly (typeof orderTimeline.$inferSelect)[];
}

const paymentStatuses = {
  pending: "pending",
  "payment-pending": "pending",
  "requires-action": "requires-action",
  "payment-failed": "failed",
  cancelled: "failed",
  expired: "failed",
} as const satisfies Partial<Record<OrderStatus, Order["payment"]["status"]>>;

function paymentStatusOf({ status, captured, refunded }: StoredOrder["order"]): Order["payment"]["status"] {
  if (captured > 0) return refunded < captured ? "paid" : "refunded";
  return status in paymentStatuses ? paymentStatuses[status as keyof typeof paymentStatuses] : "paid";
}

/** An order as its customer and staff see it. */
export function presentOrder({ order, lines, fulfilments, timeline }: StoredOrder): PresentedOrder {
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
