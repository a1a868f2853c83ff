import type { Books } from "./books";
import type { Outcome } from "./outcome";
import { capturedCharge } from "./refunds";
import { unexpectedState } from "./refusal";
import { type Charge, type Dispute, newDispute } from "./stripe-objects";

/** The customer's part of a dispute, which on Stripe happens at the bank. */
export function openDispute(books: Books, intentId: string): Outcome {
  const before = capturedCharge(books, intentId);
  const dispute = newDispute(before, before.amount_captured - before.amount_refunded);
  const charge: Charge = { ...before, disputed: true };
  return {
    status: 200,
    body: dispute,
    change: { charges: [charge], disputes: [dispute] },
    events: [["charge.dispute.created", dispute]],
  };
}

/** The bank's decision. */
export function closeDispute(before: Dispute, won: boolean): Outcome {
  if (before.status !== "needs_response") {
    throw unexpectedState(`This dispute has a status of ${before.status}.`);
  }
  const dispute: Dispute = { ...before, status: won ? "won" : "lost" };
  return {
    status: 200,
    body: dispute,
    change: { disputes: [dispute] },
    events: [["charge.dispute.closed", dispute]],
  };
}
