import type Stripe from "stripe";
import type { RefundOutcome } from "./payment-gateway";
import type { Gateway } from "./stripe-intents";

type Wanted = { refundId: string; intentId: string; amount: { amount: number } };

/** Refunds once for a refund's id. Stripe itself refuses to give back more than was taken. */
export async function refundOnce(gateway: Gateway, wanted: Wanted, deadline: number): Promise<RefundOutcome> {
  const { refundId, intentId, amount } = wanted;
  const answer = await gateway.calls.ask("refund", deadline, () =>
    gateway.stripe.refunds.create(
      { payment_intent: intentId, amount: amount.amount, metadata: { refundId } },
      { idempotencyKey: refundId },
    ),
  );
  if (answer.outcome === "answered") return readRefund(answer.value);
  if (answer.outcome === "refused") return readRefusedRefund(answer.error);
  if (answer.replayed) return refundInTheList(gateway, wanted, deadline);
  return { outcome: answer.outcome, reason: answer.reason };
}

// The key keeps a 5xx that tells nothing; the list tells whether the refund was made before it broke.
async function refundInTheList(
  gateway: Gateway,
  { refundId, intentId }: Wanted,
  deadline: number,
): Promise<RefundOutcome> {
  const list = await gateway.calls.ask("list", deadline, () =>
    gateway.stripe.refunds.list({ payment_intent: intentId, limit: 100 }),
  );
  if (list.outcome !== "answered") return { outcome: "unknown", reason: "refund-not-found-yet" };
  const made = list.value.data.find(({ metadata }) => metadata?.refundId === refundId);
  return made ? readRefund(made) : { outcome: "refused", code: "refund-failed" };
}

function readRefund({ id, status }: Stripe.Refund): RefundOutcome {
  if (status === "failed" || status === "canceled") return { outcome: "refused", code: "refund-failed" };
  return {
    outcome: "refunded",
    gatewayRefundId: id,
    status: status === "succeeded" ? "succeeded" : "pending",
  };
}

function readRefusedRefund({ code, param, rawType }: Stripe.errors.StripeError): RefundOutcome {
  if (rawType === "idempotency_error") return { outcome: "unknown", reason: "key-used-otherwise" };
  if (code === "charge_already_refunded" || param === "amount")
    return { outcome: "refused", code: "exceeds-payment" };
  return {
    outcome: "refused",
    code: code === "payment_intent_unexpected_state" ? "not-captured" : "refund-failed",
  };
}
