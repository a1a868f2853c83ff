import type { Books } from "./books";
import type { Outcome } from "./outcome";
import { badParameter, missing, Refusal, unexpectedState } from "./refusal";
import type { CreateRefund } from "./requests";
import { type Charge, newRefund } from "./stripe-objects";

/** `POST /v1/refunds`: never more, over all refunds of a charge, than was captured. */
export function createRefund(books: Books, params: CreateRefund): Outcome {
  const before = refundedCharge(books, params);
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
  const refund = newRefund(before, { amount, metadata: params.metadata, reason: params.reason ?? null });
  const charge: Charge = { ...structuredClone(before), amount_refunded: before.amount_refunded + amount };
  charge.refunded = charge.amount_refunded === charge.amount_captured;
  return {
    status: 200,
    body: refund,
    change: { charges: [charge], refunds: [refund] },
    events: [
      ["refund.created", refund],
      ["charge.refunded", charge],
    ],
  };
}

function refundedCharge(books: Books, params: CreateRefund): Charge {
  if (!params.payment_intent) {
    const charge = books.charges.get(params.charge ?? "");
    if (!charge) throw missing("charge", params.charge ?? "", "charge", 400);
    return charge;
  }
  const intent = books.intents.get(params.payment_intent);
  if (!intent) throw missing("payment_intent", params.payment_intent, "payment_intent", 400);
  const charge = books.charges.get(intent.latest_charge ?? "");
  if (!charge?.captured)
    throw unexpectedState(`This PaymentIntent (${intent.id}) does not have a successful charge to refund.`);
  return charge;
}

const decimal = (amount: number): string => (amount / 100).toFixed(2);
