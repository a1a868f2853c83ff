import type { Currency } from "@shopeasy/contracts/money";
import type { z } from "zod";
import type { Refund as RefundBody } from "./refund-schemas";
import type { Refund } from "./settle-refund";

/** A refund as staff see it, and its customer with a return. */
export function presentRefund(refund: Refund, currency: Currency): z.input<typeof RefundBody> {
  const { id, orderId, state, amount, items, origin, reason, restock, requestedAt, settledAt } = refund;
  const money = (sum: number) => ({ amount: sum, currency });
  return {
    id,
    orderId,
    status: state,
    amount: money(amount),
    items: items.map((item) => ({ sku: item.sku, quantity: item.quantity, amount: money(item.amount) })),
    origin,
    reason,
    restock,
    requestedAt: requestedAt.toISOString(),
    settledAt: settledAt?.toISOString() ?? null,
  };
}
