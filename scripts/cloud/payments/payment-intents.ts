import type { Books } from "./books";
import type { Outcome } from "./outcome";
import { badParameter, errorBody, missing, unexpectedState } from "./refusal";
import type { CancelIntent, CaptureIntent, ConfirmIntent, CreateIntent } from "./requests";
import { type Charge, type Intent, newCharge, newIntent, paymentMethodOf, unixNow } from "./stripe-objects";
import { type CardBehaviour, type TestCard, testCards } from "./test-cards";

// https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts, in minor units.
const smallestCharge: Record<string, number> = { usd: 50, eur: 50, gbp: 30, cad: 50, aud: 50, jpy: 50 };
const LARGEST_CHARGE = 99_999_999;

/** `POST /v1/payment_intents`. `forced` takes the place of what the card would do. */
export function createIntent(params: CreateIntent, forced?: CardBehaviour): Outcome {
  checkAmount(params.amount, params.currency);
  if (params.payment_method) cardOf(params.payment_method);
  const intent = newIntent({
    amount: params.amount,
    currency: params.currency,
    capture_method: params.capture_method,
    metadata: params.metadata,
    description: params.description ?? null,
    receipt_email: params.receipt_email ?? null,
    allowed_payment_method_types: params.allowed_payment_method_types ?? null,
  });
  const created: Outcome["events"] = [["payment_intent.created", { ...intent }]];
  if (params.payment_method) {
    intent.payment_method = params.payment_method;
    intent.status = "requires_confirmation";
  }
  if (!params.confirm) return { status: 200, body: intent, change: { intents: [intent] }, events: created };

  const confirmed = confirmIntent(intent, { expand: params.expand }, forced);
  return { ...confirmed, events: [...created, ...(confirmed.events ?? [])] };
}

/** `POST /v1/payment_intents/{id}/confirm`, also for one whose first card was declined. */
export function confirmIntent(before: Intent, params: ConfirmIntent, forced?: CardBehaviour): Outcome {
  const intent = { ...before };
  if (intent.status !== "requires_confirmation" && intent.status !== "requires_payment_method") {
    throw unexpectedState(
      `You cannot confirm this PaymentIntent because it has a status of ${intent.status}.`,
      intent,
    );
  }
  const token = params.payment_method ?? intent.payment_method;
  if (typeof token !== "string") {
    throw unexpectedState(
      "You cannot confirm this PaymentIntent because it's missing a payment method.",
      intent,
    );
  }
  const card = cardOf(token);
  intent.payment_method = token;
  intent.last_payment_error = null;
  return chargeCard(intent, card, forced ?? card.behaviour);
}

/** The customer's part of 3-D Secure, which on Stripe happens on the bank's page. */
export function completeAction(before: Intent, succeed: boolean): Outcome {
  if (before.status !== "requires_action") {
    throw unexpectedState(
      `This PaymentIntent asks for no action: it has a status of ${before.status}.`,
      before,
    );
  }
  const intent: Intent = { ...before, next_action: null };
  const card = cardOf(String(intent.payment_method));
  if (succeed) {
    const { behaviour } = card;
    const outcome = chargeCard(
      intent,
      card,
      behaviour.kind === "authenticate" ? behaviour.afterwards : { kind: "accept" },
    );
    return { ...outcome, status: 200, body: outcome.change?.intents?.[0] ?? intent };
  }
  Object.assign(intent, {
    status: "requires_payment_method",
    payment_method: null,
    last_payment_error: {
      type: "invalid_request_error",
      code: "payment_intent_authentication_failure",
      message: "The provided PaymentMethod has failed authentication.",
      payment_method: paymentMethodOf(card),
    },
  });
  const events: Outcome["events"] = [["payment_intent.payment_failed", intent]];
  return { status: 200, body: intent, change: { intents: [intent] }, events };
}

/** `POST /v1/payment_intents/{id}/capture`: all of what is held, or a part; the rest is let go. */
export function captureIntent(books: Books, before: Intent, params: CaptureIntent): Outcome {
  if (before.status !== "requires_capture") {
    throw unexpectedState(
      `This PaymentIntent could not be captured because it has a status of ${before.status}. Only a PaymentIntent with one of the following statuses may be captured: requires_capture.`,
      before,
    );
  }
  const amount = params.amount_to_capture ?? before.amount_capturable;
  if (amount > before.amount_capturable) {
    const message =
      "The amount to capture is greater than the remaining amount you can capture for this PaymentIntent.";
    throw badParameter("amount_too_large", "amount_to_capture", message);
  }
  const intent: Intent = {
    ...before,
    status: "succeeded",
    amount_capturable: 0,
    amount_received: amount,
  };
  const charge: Charge = { ...chargeOf(books, intent), captured: true, amount_captured: amount };
  return {
    status: 200,
    body: intent,
    change: { intents: [intent], charges: [charge] },
    events: [
      ["charge.captured", charge],
      ["payment_intent.succeeded", intent],
    ],
  };
}

/** `POST /v1/payment_intents/{id}/cancel`: lets go of what is held; what was captured is for a refund. */
export function cancelIntent(books: Books, before: Intent, params: CancelIntent): Outcome {
  if (before.status === "succeeded" || before.status === "canceled") {
    throw unexpectedState(
      `You cannot cancel this PaymentIntent because it has a status of ${before.status}. Only a PaymentIntent with one of the following statuses may be canceled: requires_payment_method, requires_capture, requires_confirmation, requires_action, processing.`,
      before,
    );
  }
  const held = before.status === "requires_capture";
  const intent: Intent = {
    ...before,
    status: "canceled",
    amount_capturable: 0,
    next_action: null,
    canceled_at: unixNow(),
    cancellation_reason: params.cancellation_reason ?? null,
  };
  const charges = held
    ? [{ ...chargeOf(books, intent), refunded: true, amount_refunded: intent.amount }]
    : [];
  return {
    status: 200,
    body: intent,
    change: { intents: [intent], charges },
    events: [
      ...charges.map((charge): [string, Charge] => ["charge.refunded", charge]),
      ["payment_intent.canceled", intent],
    ],
  };
}

function chargeCard(intent: Intent, card: TestCard, behaviour: CardBehaviour): Outcome {
  switch (behaviour.kind) {
    case "accept":
      return accepted(intent, newCharge(intent, card));
    case "decline":
      return declined(intent, card, behaviour);
    case "authenticate": {
      intent.status = "requires_action";
      intent.next_action = { type: "use_stripe_sdk", use_stripe_sdk: {} };
      const events: Outcome["events"] = [["payment_intent.requires_action", intent]];
      return { status: 200, body: intent, change: { intents: [intent] }, events };
    }
  }
}

function accepted(intent: Intent, charge: Charge): Outcome {
  const held = intent.capture_method === "manual";
  intent.latest_charge = charge.id;
  intent.status = held ? "requires_capture" : "succeeded";
  intent.amount_capturable = held ? intent.amount : 0;
  intent.amount_received = held ? 0 : intent.amount;
  charge.captured = !held;
  charge.amount_captured = intent.amount_received;
  return {
    status: 200,
    body: intent,
    change: { intents: [intent], charges: [charge] },
    events: [
      ["charge.succeeded", charge],
      [held ? "payment_intent.amount_capturable_updated" : "payment_intent.succeeded", intent],
    ],
  };
}

function declined(
  intent: Intent,
  card: TestCard,
  refusal: Extract<CardBehaviour, { kind: "decline" }>,
): Outcome {
  const charge: Charge = {
    ...newCharge(intent, card),
    status: "failed",
    paid: false,
    failure_code: refusal.code,
    failure_message: refusal.message,
  };
  const error = {
    type: "card_error",
    code: refusal.code,
    decline_code: refusal.declineCode,
    message: refusal.message,
    charge: charge.id,
    payment_method: paymentMethodOf(card),
  };
  Object.assign(intent, {
    status: "requires_payment_method",
    payment_method: null,
    latest_charge: charge.id,
    last_payment_error: error,
  });
  return {
    status: 402,
    body: errorBody({ ...error, payment_intent: intent }),
    change: { intents: [intent], charges: [charge] },
    events: [
      ["charge.failed", charge],
      ["payment_intent.payment_failed", intent],
    ],
  };
}

function checkAmount(amount: number, currency: string): void {
  const smallest = smallestCharge[currency] ?? 1;
  if (amount < smallest) {
    throw badParameter(
      "amount_too_small",
      "amount",
      `Amount must be at least ${smallest} ${currency} in its smallest unit.`,
    );
  }
  if (amount > LARGEST_CHARGE) {
    throw badParameter(
      "amount_too_large",
      "amount",
      `Amount must be no more than ${LARGEST_CHARGE} ${currency} in its smallest unit.`,
    );
  }
  // https://docs.stripe.com/currencies#three-decimal: the last of the three decimals must be 0.
  if (currency === "kwd" && amount % 10 !== 0) {
    throw badParameter(
      "parameter_invalid_integer",
      "amount",
      "Three-decimal amounts must be rounded to the nearest ten.",
    );
  }
}

function cardOf(token: string): TestCard {
  const card = testCards.get(token);
  if (!card) throw missing("PaymentMethod", token, "payment_method", 400);
  return card;
}

function chargeOf(books: Books, intent: Intent): Charge {
  const charge = books.charges.get(intent.latest_charge ?? "");
  if (!charge) throw new Error(`${intent.id} has no charge in the books`);
  return charge;
}
