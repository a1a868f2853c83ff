import { Currency, type Money } from "@shopeasy/contracts/money";
import type Stripe from "stripe";
import type {
  GatewayDispute,
  GatewayRefund,
  RefundOutcome,
  ReturnedOutcome,
  Unknown,
} from "./payment-gateway";
import { type Gateway, KEY_IS_GOOD_FOR_MS, notKnown } from "./stripe-intents";

const PAGES_READ_AT_MOST = 20;

type Wanted = { refundId: string; intentId: string; amount: { amount: number }; requestedAt?: Date };

/** Refunds once for a refund's id. Stripe itself refuses to give back more than was taken. */
export async function refundOnce(
  gateway: Gateway,
  wanted: Wanted,
  now: Date,
  deadline: number,
): Promise<RefundOutcome> {
  const { refundId, intentId, amount, requestedAt = now } = wanted;
  // Its key may be forgotten by now, but not the refund: asking again blindly could give back twice.
  if (now.getTime() - requestedAt.getTime() > KEY_IS_GOOD_FOR_MS) {
    const found = await refundInTheList(gateway, wanted, deadline);
    if (found.outcome !== "refused") return found;
  }
  const answer = await gateway.calls.ask("refund", deadline, () =>
    gateway.stripe.refunds.create(
      { payment_intent: intentId, amount: amount.amount, metadata: { refundId } },
      { idempotencyKey: refundId },
    ),
  );
  if (answer.outcome === "answered") {
    return answer.replayed ? refundAsItIs(gateway, answer.value.id, deadline) : readRefund(answer.value);
  }
  if (answer.outcome === "refused") return readRefusedRefund(answer.error);
  if (answer.replayed) return refundInTheList(gateway, wanted, deadline);
  return { outcome: answer.outcome, reason: answer.reason };
}

// A replayed answer tells how it was; since then the bank may have decided.
async function refundAsItIs(
  { stripe, calls }: Gateway,
  id: string,
  deadline: number,
): Promise<RefundOutcome> {
  const answer = await calls.ask("retrieve", deadline, () => stripe.refunds.retrieve(id));
  return answer.outcome === "answered" ? readRefund(answer.value) : notKnown(answer);
}

// The key keeps a 5xx that tells nothing; the list tells whether the refund was made before it broke.
async function refundInTheList(
  gateway: Gateway,
  { refundId, intentId }: Wanted,
  deadline: number,
): Promise<RefundOutcome> {
  const list = await allRefunds(gateway, intentId, deadline);
  if (!Array.isArray(list)) return { outcome: "unknown", reason: "refund-not-found-yet" };
  const made = list.find(({ metadata }) => metadata?.refundId === refundId);
  return made ? readRefund(made) : { outcome: "refused", code: "refund-failed" };
}

/** All refunds and disputes of a payment, whoever made them. */
export async function findReturned(
  gateway: Gateway,
  intentId: string,
  deadline: number,
): Promise<ReturnedOutcome> {
  const refunds = await allRefunds(gateway, intentId, deadline);
  if (!Array.isArray(refunds)) return refunds;
  const disputes = await gateway.calls.ask("list", deadline, () =>
    gateway.stripe.disputes.list({ payment_intent: intentId, limit: 100 }),
  );
  if (disputes.outcome !== "answered") return notKnown(disputes);
  return {
    outcome: "found",
    refunds: refunds.map((refund) => ({
      gatewayRefundId: refund.id,
      refundId: refund.metadata?.refundId ?? null,
      amount: moneyOf(refund),
      state: stateOf(refund),
    })),
    disputes: disputes.value.data.map((dispute) => ({
      id: dispute.id,
      amount: moneyOf(dispute),
      state: disputeStates[dispute.status] ?? "open",
    })),
  };
}

async function allRefunds(
  { stripe, calls }: Gateway,
  intentId: string,
  deadline: number,
): Promise<Stripe.Refund[] | Unknown> {
  const refunds: Stripe.Refund[] = [];
  for (let page = 0; page < PAGES_READ_AT_MOST; page += 1) {
    const last = refunds.at(-1);
    const position = last ? { starting_after: last.id } : {};
    const list = await calls.ask("list", deadline, () =>
      stripe.refunds.list({ payment_intent: intentId, limit: 100, ...position }),
    );
    if (list.outcome !== "answered") return notKnown(list);
    refunds.push(...list.value.data);
    if (!list.value.has_more) return refunds;
  }
  return { outcome: "unknown", reason: "too-many-refunds-to-read" };
}

const disputeStates: Partial<Record<Stripe.Dispute.Status, GatewayDispute["state"]>> = {
  won: "won",
  warning_closed: "won",
  lost: "lost",
};

function moneyOf({ amount, currency }: { amount: number; currency: string }): Money {
  return { amount, currency: Currency.parse(currency.toUpperCase()) };
}

function stateOf({ status }: Stripe.Refund): GatewayRefund["state"] {
  if (status === "failed" || status === "canceled") return "failed";
  return status === "succeeded" ? "succeeded" : "pending";
}

function readRefund(refund: Stripe.Refund): RefundOutcome {
  const status = stateOf(refund);
  if (status === "failed") return { outcome: "refused", code: "refund-failed" };
  return { outcome: "refunded", gatewayRefundId: refund.id, status };
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
