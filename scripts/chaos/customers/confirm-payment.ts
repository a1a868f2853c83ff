import { setTimeout as pause } from "node:timers/promises";
import type { CustomerPlan } from "./plan-customer";

export interface PaymentPage {
  /** Of the payment gateway's stand-in. */
  payments: string;
  /** Lets the time of what is held for an order run out. */
  expireReservation: (orderId: string) => Promise<void>;
  signal: AbortSignal;
}

/** What a customer does on the 3-D Secure page of her bank. Gives what she did. */
export async function confirmPayment(
  { payments, expireReservation, signal }: PaymentPage,
  { confirms, confirmsAfterMs }: CustomerPlan,
  { orderId, clientSecret }: { orderId: string; clientSecret: string },
): Promise<string> {
  if (confirms === "never") return "never";
  await pause(confirmsAfterMs, undefined, { signal }).catch(() => {});
  if (confirms === "late") await expireReservation(orderId).catch(() => {});
  const [intentId] = clientSecret.split("_secret_");
  try {
    const response = await fetch(`${payments}/_stand-in/intents/${intentId}/complete-action`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ succeed: confirms !== "wrongly" }),
      signal: AbortSignal.timeout(10_000),
    });
    await response.body?.cancel();
    // Refused where the payment was voided meanwhile.
    return response.ok ? confirms : `${confirms}, refused`;
  } catch {
    return `${confirms}, the bank was away`;
  }
}
