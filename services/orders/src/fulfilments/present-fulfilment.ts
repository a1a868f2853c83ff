import type { z } from "zod";
import type { fulfilments } from "../db/schema";
import type { Fulfilment } from "../orders/order-schemas";
import { trackingUrl } from "./carrier-rules";

/** A parcel as its customer and staff see it. */
export function presentFulfilment(
  row: Omit<typeof fulfilments.$inferSelect, "orderId">,
): z.input<typeof Fulfilment> {
  const { id, carrier, trackingNumber, items, shippedAt, deliveredAt } = row;
  return {
    id,
    carrier,
    trackingNumber,
    trackingUrl: trackingUrl(carrier, trackingNumber),
    items,
    shippedAt: shippedAt.toISOString(),
    deliveredAt: deliveredAt?.toISOString() ?? null,
  };
}
