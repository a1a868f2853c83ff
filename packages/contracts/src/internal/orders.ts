import { z } from "zod";
import { Timestamp } from "../conventions";
import { OrderId, Sku, UserId } from "../ids";
import { internalCall } from "../internal-call";
import { Money } from "../money";

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
    total: Money,
    placedAt: Timestamp,
    /** Opens the order to a guest: `GET /orders/{id}?token=`. Null for a customer, who signs in. */
    accessToken: z.string().nullable(),
  }),
  idempotent: true,
  deadlineMs: 2_000,
});
