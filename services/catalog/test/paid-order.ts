import { randomUUID } from "node:crypto";
import { type ShopEvent, shopEvent } from "@shopeasy/contracts/events";
import type { CartId, OrderId, ProductId, Sku } from "@shopeasy/contracts/ids";
import { newId } from "@shopeasy/platform/ids";

/** The event of an order that was paid, with so many pieces of each product, by its id. */
export function paidOrder(pieces: Record<string, number>): ShopEvent<"order.paid"> {
  const orderId = newId() as OrderId;
  const lines = Object.entries(pieces).map(([productId, quantity]) => ({
    sku: "ANY" as Sku,
    productId: productId as ProductId,
    quantity,
  }));
  return shopEvent(
    "order.paid",
    { id: newId(), occurredAt: new Date(), aggregateId: orderId, aggregateVersion: 1 },
    {
      orderId,
      number: "SE-2026-000001",
      customerId: null,
      cartId: randomUUID() as CartId,
      total: { amount: 1, currency: "USD" },
      lines,
    },
  );
}
