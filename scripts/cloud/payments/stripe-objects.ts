import { randomUUID } from "node:crypto";
import type Stripe from "stripe";
import type { TestCard } from "./test-cards";

// Nobody writes into what these hold: a change is a copy of the outermost object, so that events and answers stay as told.
export type Intent = Stripe.PaymentIntent & { latest_charge: string | null };
export type Charge = Stripe.Charge & { payment_intent: string };
export type Refund = Stripe.Refund & { charge: string; payment_intent: string };
export type Dispute = Stripe.Dispute & { charge: string; payment_intent: string };
export type StripeEvent = {
  id: string;
  object: "event";
  api_version: string;
  created: number;
  data: { object: object };
  livemode: false;
  pending_webhooks: number;
  request: { id: string | null; idempotency_key: string | null };
  type: string;
};

/** The version whose shapes these are; it is that of the SDK the orders service is built with. */
export const API_VERSION = "2026-10-28.endive";

/** Of a UUID, for which node draws random bytes in stock. */
const randomText = (): string => randomUUID().replaceAll("-", "").slice(0, 24);
export const newStripeId = (prefix: string): string => `${prefix}_${randomText()}`;
export const unixNow = (): number => Math.floor(Date.now() / 1000);

type NewIntent = Pick<
  Intent,
  | "amount"
  | "currency"
  | "capture_method"
  | "metadata"
  | "description"
  | "receipt_email"
  | "allowed_payment_method_types"
>;

/** A payment intent nobody has confirmed yet. The SDK's own type holds it to Stripe's shape. */
export function newIntent(wanted: NewIntent): Intent {
  const id = newStripeId("pi");
  return {
    id,
    object: "payment_intent",
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: null,
    cancellation_reason: null,
    client_secret: `${id}_secret_${randomText()}`,
    confirmation_method: "automatic",
    created: unixNow(),
    customer: null,
    customer_account: null,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: {
      card: { installments: null, mandate_options: null, network: null, request_three_d_secure: "automatic" },
    },
    payment_method_types: ["card"],
    payment_record: null,
    processing: null,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: "requires_payment_method",
    transfer_data: null,
    transfer_group: null,
    ...wanted,
  };
}

const noAddress = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };
const noBillingDetails = { address: noAddress, email: null, name: null, phone: null, tax_id: null };

/** A charge that the bank approved, not yet captured. */
export function newCharge(intent: Intent, card: TestCard): Charge {
  return {
    id: newStripeId("ch"),
    object: "charge",
    amount: intent.amount,
    amount_captured: 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: noBillingDetails,
    calculated_statement_descriptor: "SHOPEASY",
    captured: false,
    created: unixNow(),
    currency: intent.currency,
    customer: null,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    fraud_details: {},
    livemode: false,
    metadata: intent.metadata,
    on_behalf_of: null,
    outcome: {
      advice_code: null,
      network_advice_code: null,
      network_decline_code: null,
      network_status: "approved_by_network",
      reason: null,
      risk_level: "normal",
      risk_score: 32,
      seller_message: "Payment complete.",
      type: "authorized",
    },
    paid: true,
    payment_intent: intent.id,
    payment_method: card.token,
    payment_method_details: { type: "card", card: cardDetails(intent, card) },
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: "succeeded",
    transfer_data: null,
    transfer_group: null,
  };
}

const noChecks = { address_line1_check: null, address_postal_code_check: null, cvc_check: null };
const expiry = { exp_month: 12, exp_year: 2034 };

function cardDetails(intent: Intent, card: TestCard): Stripe.Charge.PaymentMethodDetails.Card {
  return {
    ...expiry,
    amount_authorized: intent.amount,
    authorization_code: null,
    brand: card.brand,
    checks: noChecks,
    country: "US",
    electronic_commerce_indicator: null,
    fingerprint: `local${card.last4}`,
    funding: "credit",
    installments: null,
    last4: card.last4,
    mandate: null,
    network: card.brand,
    network_transaction_id: null,
    regulated_status: "unregulated",
    three_d_secure: null,
    transaction_link_id: null,
    wallet: null,
  };
}

/** What `GET /v1/payment_methods/pm_card_visa` shows of a test card. */
export function paymentMethodOf(card: TestCard) {
  return {
    id: card.token,
    object: "payment_method",
    billing_details: noBillingDetails,
    card: {
      ...expiry,
      brand: card.brand,
      checks: noChecks,
      country: "US",
      display_brand: card.brand,
      fingerprint: `local${card.last4}`,
      funding: "credit",
      last4: card.last4,
      networks: { available: [card.brand], preferred: null },
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
    created: 1_700_000_000,
    customer: null,
    livemode: false,
    metadata: {},
    type: "card",
  } as const;
}

/** Money going back to the card of a captured charge. */
export function newRefund(
  charge: Charge,
  wanted: Pick<Refund, "amount" | "metadata" | "reason" | "status">,
): Refund {
  return {
    id: newStripeId("re"),
    object: "refund",
    balance_transaction: newStripeId("txn"),
    charge: charge.id,
    created: unixNow(),
    currency: charge.currency,
    customer: null,
    customer_account: null,
    destination_details: {
      card: { reference_status: "pending", reference_type: "acquirer_reference_number", type: "refund" },
      type: "card",
    },
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    receipt_number: null,
    source_transfer_reversal: null,
    transfer_reversal: null,
    ...wanted,
  };
}

/** A customer who tells the bank that a charge was none of theirs. */
export function newDispute(charge: Charge, amount: number): Dispute {
  return {
    id: newStripeId("du"),
    object: "dispute",
    amount,
    balance_transactions: [],
    charge: charge.id,
    created: unixNow(),
    currency: charge.currency,
    enhanced_eligibility_types: [],
    // Nobody here answers a bank's questions, so there is no evidence to show.
    evidence: {} as Stripe.Dispute.Evidence,
    evidence_details: {
      due_by: unixNow() + 7 * 86_400,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
    } as Stripe.Dispute.EvidenceDetails,
    intended_submission_method: null,
    is_charge_refundable: false,
    livemode: false,
    metadata: {},
    payment_intent: charge.payment_intent,
    reason: "fraudulent",
    status: "needs_response",
  };
}

/** What is told of a change, with the object as it was then. */
export function newEvent(type: string, object: object, request: StripeEvent["request"]): StripeEvent {
  return {
    id: newStripeId("evt"),
    object: "event",
    api_version: API_VERSION,
    created: unixNow(),
    data: { object },
    livemode: false,
    pending_webhooks: 1,
    request,
    type,
  };
}
