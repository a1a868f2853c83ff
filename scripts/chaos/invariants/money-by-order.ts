import type { GatewayBooks } from "../evidence/evidence";

interface Money {
  captured: number;
  refunded: number;
  /** Charges that took money. */
  charges: string[];
  intents: string[];
}

/** What the gateway took and gave back for each order that it knows. */
export function moneyByOrder({ intents, charges }: GatewayBooks): Map<string, Money> {
  const money = new Map<string, Money>();
  const orderOf = new Map<string, string>();
  for (const { id, metadata } of intents) {
    const orderId = metadata.orderId ?? `(no order: ${id})`;
    orderOf.set(id, orderId);
    const found = money.get(orderId) ?? { captured: 0, refunded: 0, charges: [], intents: [] };
    found.intents.push(id);
    money.set(orderId, found);
  }
  for (const charge of charges) {
    const found = money.get(orderOf.get(charge.payment_intent) ?? "");
    // What was only authorised and then voided is "refunded" in Stripe's words, and no money.
    if (!found || !charge.captured || charge.amount_captured === 0) continue;
    found.captured += charge.amount_captured;
    found.refunded += charge.amount_refunded;
    found.charges.push(charge.id);
  }
  return money;
}
