import { Currency, type Money } from "@shopeasy/contracts/money";
import type Stripe from "stripe";
import type {
  Authorised,
  Captured,
  CardShown,
  Declined,
  GatewayEvent,
  PaymentAttempt,
  RequiresAction,
  Unknown,
  Voided,
} from "./payment-gateway";

export type IntentState = Authorised | RequiresAction | Declined | Captured | Voided | Unknown;

/** A Stripe intent read in the shop's words; ask for it with `expand: ["latest_charge"]`. */
export function readIntent(intent: Stripe.PaymentIntent): IntentState {
  const intentId = intent.id;
  switch (intent.status) {
    case "requires_capture":
      return { outcome: "authorised", intentId, card: cardOf(intent) };
    case "succeeded":
      return { outcome: "captured", intentId, card: cardOf(intent), amount: amountCaptured(intent) };
    case "canceled":
      return { outcome: "voided", intentId };
    case "requires_action":
      return { outcome: "requires-action", intentId, clientSecret: intent.client_secret ?? "" };
    case "requires_payment_method":
    case "requires_confirmation":
      return { outcome: "declined", intentId, declineCode: declineCodeOf(intent.last_payment_error) };
    default:
      return { outcome: "unknown", reason: `intent-${intent.status}` };
  }
}

/** What a new intent answers: a captured or void one is no answer to a wish to authorise. */
export function readNewIntent(intent: Stripe.PaymentIntent): Exclude<IntentState, Captured | Voided> {
  const state = readIntent(intent);
  if (state.outcome !== "captured" && state.outcome !== "voided") return state;
  return { outcome: "unknown", reason: `intent-${intent.status}` };
}

/** A refusal of what was asked, as a decline: the bank's code, or the gateway's for a token or an amount it won't have. */
export function readRefusal(error: Stripe.errors.StripeError): Declined {
  return {
    outcome: "declined",
    intentId: error.payment_intent?.id ?? null,
    declineCode: declineCodeOf(error),
  };
}

/** The parameters of the create, the same at each repetition: the idempotency key is good for no others. */
export function createParams({ orderId, amount, paymentMethod, email }: PaymentAttempt) {
  return {
    amount: amount.amount,
    currency: amount.currency.toLowerCase(),
    capture_method: "manual",
    confirm: true,
    payment_method: paymentMethod,
    allowed_payment_method_types: ["card"],
    metadata: { orderId },
    ...(email !== undefined && { receipt_email: email }),
    expand: ["latest_charge"],
  } satisfies Stripe.PaymentIntentCreateParams;
}

/** Of several intents of one order, the one that counts: where money moved, before where it might. */
export function theOneThatCounts<State extends { outcome: string }>(
  states: readonly State[],
): State | undefined {
  const order: string[] = ["captured", "authorised", "requires-action", "unknown", "declined", "voided"];
  return [...states].sort((a, b) => order.indexOf(a.outcome) - order.indexOf(b.outcome))[0];
}

/** What an event is about: the intent itself, or the charge or refund that names it. */
export function readEvent(event: Stripe.Event): GatewayEvent {
  const object = event.data.object as {
    object?: string;
    id?: string;
    payment_intent?: string | { id: string } | null;
    metadata?: Record<string, string> | null;
  };
  const named = object.object === "payment_intent" ? object.id : object.payment_intent;
  return {
    id: event.id,
    type: event.type,
    about: concernOf(event.type),
    occurredAt: new Date(event.created * 1000),
    intentId: (typeof named === "string" ? named : named?.id) ?? null,
    orderId: object.metadata?.orderId ?? null,
  };
}

// A charge's own events say nothing that its intent's don't, but for its refunds.
function concernOf(type: string): GatewayEvent["about"] {
  if (/^(refund\.|charge\.(refund|dispute))/.test(type)) return "returned";
  return /^payment_intent\.(?!created$)/.test(type) ? "payment" : "other";
}

function amountCaptured(intent: Stripe.PaymentIntent): Money {
  return { amount: intent.amount_received, currency: Currency.parse(intent.currency.toUpperCase()) };
}

function declineCodeOf(error: { decline_code?: string; code?: string } | null): string {
  return error?.decline_code || error?.code || "generic_decline";
}

function cardOf({ latest_charge: charge }: Stripe.PaymentIntent): CardShown {
  const card = typeof charge === "string" ? undefined : charge?.payment_method_details?.card;
  return { brand: card?.brand ?? "unknown", last4: card?.last4 ?? "" };
}
