import type { businessMetrics } from "@shopeasy/contracts/metrics/business-metrics";
import type { UndoReason } from "./checkout-rules";

export type PaymentFailure = (typeof businessMetrics.payment_failures_total)["values"]["reason"][number];

/** Of an order that is given up: why it was not paid; null where its payment is not why. */
const failures = {
  "out-of-stock": null,
  "stock-unavailable": null,
  declined: "declined",
  "payment-unavailable": "gateway-unavailable",
  "not-started": "too-late",
  "reservation-expired": "too-late",
  "not-authorised": "not-authorised",
  "capture-refused": "not-captured",
  "cancelled-before-payment": null,
  "cancelled-during-payment": null,
  cancelled: null,
} as const satisfies Record<UndoReason, PaymentFailure | null>;

/** What banks say, https://docs.stripe.com/declines/codes: there are some fifty, and most say nothing. */
const declines: Readonly<Record<string, PaymentFailure>> = {
  insufficient_funds: "insufficient-funds",
  expired_card: "card-expired",
  incorrect_cvc: "card-incorrect",
  invalid_cvc: "card-incorrect",
  incorrect_number: "card-incorrect",
  invalid_number: "card-incorrect",
  incorrect_zip: "card-incorrect",
  invalid_expiry_month: "card-incorrect",
  invalid_expiry_year: "card-incorrect",
  lost_card: "card-lost-or-stolen",
  stolen_card: "card-lost-or-stolen",
  pickup_card: "card-lost-or-stolen",
  authentication_required: "authentication",
  payment_intent_authentication_failure: "authentication",
};

/** Why an order was not paid, in words few enough to count by; null where it was given up for another reason. */
export function paymentFailureOf(reason: UndoReason, declineCode: string | undefined): PaymentFailure | null {
  const failure = failures[reason];
  return failure === "declined" ? (declines[declineCode ?? ""] ?? failure) : failure;
}
