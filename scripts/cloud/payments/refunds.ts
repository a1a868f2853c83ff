import type { Books } from "./books";
import type { Outcome } from "./outcome";
import { badParameter, missing, Refusal, unexpectedState } from "./refusal";
import type { CreateRefund } from "./requests";
import { type Charge, newRefund, type Refund } from "./stripe-objects";

/** How a refund ends, or that it does not end yet. */
export type RefundStatus = "succeeded" | "pending" | "failed";

/** `POST /v1/refunds`: never more, over all refunds of a charge, than was captured, and nothing that a bank took back. */
export function createRefund(
  books: Books,
  params: CreateRefund,
  status: RefundStatus = "succeeded",
): Outcome {
  const before = refundedCharge(books, params);
  refuseDisputed(books, before);
  const left = before.amount_captured - before.amount_refunded;
  if (left === 0) {
    const message = `Charge ${before.id} has already been refunded.`;
    throw new Refusal(400, { type: "invalid_request_error", code: "charge_already_refunded", message }, true);
  }
  const amount = params.amount ?? left;
  if (amount < 1) throw badParameter("parameter_invalid_integer", "amount", "Invalid positive integer");
  if (amount > left) {
    // Stripe gives no code here, only the parameter and these words.
    const message = `Refund amount (${decimal(amount)}) is greater than unrefunded amount on charge (${decimal(left)})`;
    throw new Refusal(400, { type: "invalid_request_error", param: "amount", message }, true);
  }
  const { metadata, reason = null } = params;
  const refund = newRefund(before, { amount, metadata, reason, status });
  const charge = withRefunded(before, status === "failed" ? 0 : amount);
  return {
    status: 200,
    body: refund,
    change: { charges: [charge], refunds: [refund] },
    events: [
      ["refund.created", refund],
      ...(status === "failed" ? [failed(refund)] : [told("charge.refunded", charge)]),
    ],
  };
}

/** The bank's part of a refund that is under way; one that was made can still fail, days later. */
export function settleRefund(books: Books, before: Refund, succeed: boolean): Outcome {
  if (before.status === "failed") throw unexpectedState(`This refund has a status of ${before.status}.`);
  const refund: Refund = { ...before, status: succeed ? "succeeded" : "failed" };
  const charge = books.charges.get(before.charge);
  if (succeed || !charge) {
    return { status: 200, body: refund, change: { refunds: [refund] }, events: [["refund.updated", refund]] };
  }
  return {
    status: 200,
    body: refund,
    change: { refunds: [refund], charges: [withRefunded(charge, -before.amount)] },
    events: [failed(refund)],
  };
}

/** What the bank decided for the shop can be refunded again. */
function refuseDisputed({ disputes }: Books, { id }: Charge): void {
  if (![...disputes.values()].some(({ charge, status }) => charge === id && status !== "won")) return;
  const message = `Charge ${id} has been charged back; cannot issue a refund.`;
  throw new Refusal(400, { type: "invalid_request_error", code: "charge_disputed", message }, true);
}

const told = (type: string, object: Charge | Refund): [string, Charge | Refund] => [type, object];
const failed = (refund: Refund) => told("refund.failed", refund);

function withRefunded(before: Charge, more: number): Charge {
  const charge: Charge = { ...before, amount_refunded: before.amount_refunded + more };
  charge.refunded = charge.amount_refunded === charge.amount_captured;
  return charge;
}

function refundedCharge(books: Books, params: CreateRefund): Charge {
  if (!params.payment_intent) {
    const charge = books.charges.get(params.charge ?? "");
    if (!charge) throw missing("charge", params.charge ?? "", "charge", 400);
    return charge;
  }
  return capturedCharge(books, params.payment_intent);
}

/** The charge of an intent that was captured. */
export function capturedCharge(books: Books, intentId: string): Charge {
  const intent = books.intents.get(intentId);
  if (!intent) throw missing("payment_intent", intentId, "payment_intent", 400);
  const charge = books.charges.get(intent.latest_charge ?? "");
  if (charge?.captured) return charge;
  throw unexpectedState(`This PaymentIntent (${intent.id}) does not have a successful charge to refund.`);
}

const decimal = (amount: number): string => (amount / 100).toFixed(2);
