import Stripe from "stripe";
import type * as contract from "./payment-gateway";
import { type Circuit, StripeCalls } from "./stripe-calls";
import { readEvent, readIntent, readNewIntent, readRefusal } from "./stripe-intent-rules";
import { createIntent, type Gateway, intentById, intentOfAttempt } from "./stripe-intents";
import { findReturned, refundOnce } from "./stripe-refunds";
import { StripeTransport } from "./stripe-transport";

export type StripeGatewayOptions = {
  secretKey: string;
  webhookSecret: string;
  /** `http://127.0.0.1:4242` for a stand-in; Stripe itself where there is none. */
  apiBase?: string;
  maxSockets?: number;
  circuit?: Circuit;
  now?: () => Date;
};

type Input<Call extends "authorise" | "findIntent" | "capture" | "void" | "refund" | "findReturned"> =
  Parameters<contract.PaymentGateway[Call]>[0];

const DEFAULT_DEADLINE_MS = 10_000;
const WEBHOOK_TOLERANCE_S = 300;
const TRIES_AFTER_THE_FIRST = 2;

/** Payments by Stripe: cards, authorised now and captured when the goods are surely ours to sell. */
export function createStripeGateway(options: StripeGatewayOptions): contract.PaymentGateway {
  return new StripeGateway(options);
}

class StripeGateway implements contract.PaymentGateway {
  private readonly transport: StripeTransport;
  private readonly gateway: Gateway;
  private readonly webhookSecret: string;
  private readonly now: () => Date;

  constructor(options: StripeGatewayOptions) {
    const { protocol, hostname, port } = new URL(options.apiBase ?? "https://api.stripe.com");
    const scheme = protocol === "http:" ? "http" : "https";
    this.transport = new StripeTransport(scheme, options.maxSockets ?? 16);
    const stripe = new Stripe(options.secretKey, {
      protocol: scheme,
      host: hostname,
      port: port || (scheme === "http" ? 80 : 443),
      httpClient: this.transport,
      maxNetworkRetries: TRIES_AFTER_THE_FIRST,
      telemetry: false,
    });
    const calls = new StripeCalls(this.transport, options.circuit ?? { failures: 10, openMs: 5_000 });
    this.gateway = { stripe, calls };
    this.webhookSecret = options.webhookSecret;
    this.now = options.now ?? (() => new Date());
  }

  async authorise({ deadlineMs, ...attempt }: Input<"authorise">): Promise<contract.AuthoriseOutcome> {
    const answer = await createIntent(this.gateway, attempt, deadlineOf(deadlineMs));
    if (answer.outcome === "answered") return readNewIntent(answer.value);
    if (answer.outcome !== "refused") return plain(answer);
    // The key was used with other parameters: that request may have charged, and its outcome is not this one's.
    if (answer.error.rawType === "idempotency_error") return keyUsedOtherwise;
    return readRefusal(answer.error);
  }

  async findIntent(query: Input<"findIntent">): Promise<contract.FindOutcome> {
    const deadline = deadlineOf(query.deadlineMs);
    if (typeof query.intentId === "string") return intentById(this.gateway, query.intentId, deadline);
    return intentOfAttempt(this.gateway, query.attempt, query.attemptedAt, this.now(), deadline);
  }

  async capture({
    orderId,
    intentId,
    amount,
    deadlineMs,
  }: Input<"capture">): Promise<contract.CaptureOutcome> {
    const deadline = deadlineOf(deadlineMs);
    const capture = (options?: Stripe.RequestOptions) =>
      this.gateway.calls.ask("capture", deadline, () =>
        this.gateway.stripe.paymentIntents.capture(
          intentId,
          { amount_to_capture: amount.amount, expand: ["latest_charge"] },
          options,
        ),
      );
    let answer = await capture({ idempotencyKey: `${orderId}:capture` });
    if (answer.outcome !== "answered") {
      if (answer.outcome !== "refused" && !answer.replayed) return plain(answer);
      const state = await intentById(this.gateway, intentId, deadline);
      if (state.outcome !== "authorised") return captureOutcome(intentId, state);
      // The key keeps an old failure while the money is still held. An intent is captured only once, key or no key.
      answer = answer.replayed ? await capture() : answer;
    }
    if (answer.outcome === "answered") return captureOutcome(intentId, readIntent(answer.value));
    return answer.outcome === "refused"
      ? notCapturable(intentId, answer.error.code ?? "refused")
      : plain(answer);
  }

  async void({ intentId, deadlineMs }: Input<"void">): Promise<contract.VoidOutcome> {
    const deadline = deadlineOf(deadlineMs);
    // No key of ours: to cancel twice is to cancel once, and a saved refusal would outlive its reason.
    const answer = await this.gateway.calls.ask("cancel", deadline, () =>
      this.gateway.stripe.paymentIntents.cancel(intentId),
    );
    if (answer.outcome === "answered") return { outcome: "voided", intentId };
    if (answer.outcome !== "refused") return plain(answer);

    const state = await intentById(this.gateway, intentId, deadline);
    if (state.outcome === "voided" || state.outcome === "unknown") return state;
    if (state.outcome === "captured") return { outcome: "already-captured", intentId, amount: state.amount };
    return { outcome: "unknown", reason: `not-voided-${answer.error.code ?? "refused"}` };
  }

  async refund({ deadlineMs, ...wanted }: Input<"refund">): Promise<contract.RefundOutcome> {
    return refundOnce(this.gateway, wanted, this.now(), deadlineOf(deadlineMs));
  }

  async findReturned({ intentId, deadlineMs }: Input<"findReturned">): Promise<contract.ReturnedOutcome> {
    return findReturned(this.gateway, intentId, deadlineOf(deadlineMs));
  }

  constructWebhookEvent(
    rawBody: Buffer | string,
    signatureHeader: string | undefined,
  ): contract.WebhookOutcome {
    const { webhooks } = this.gateway.stripe;
    try {
      const event = webhooks.constructEvent(
        rawBody,
        signatureHeader ?? "",
        this.webhookSecret,
        WEBHOOK_TOLERANCE_S,
      );
      return { outcome: "accepted", event: readEvent(event) };
    } catch (error) {
      if (error instanceof Stripe.errors.StripeSignatureVerificationError) {
        return { outcome: "refused", reason: "The signature is missing, wrong or too old." };
      }
      if (error instanceof SyntaxError) return { outcome: "refused", reason: "The body is not JSON." };
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.gateway.calls.ended();
    this.transport.close();
  }
}

const keyUsedOtherwise: contract.Unknown = { outcome: "unknown", reason: "key-used-otherwise" };

function deadlineOf(deadlineMs = DEFAULT_DEADLINE_MS): number {
  return Date.now() + deadlineMs;
}

function plain({ outcome, reason }: contract.NoAnswer): contract.NoAnswer {
  return { outcome, reason };
}

function captureOutcome(intentId: string, state: contract.FindOutcome): contract.CaptureOutcome {
  if (state.outcome === "captured" || state.outcome === "unknown") return state;
  return notCapturable(intentId, state.outcome);
}

function notCapturable(intentId: string, status: string): contract.CaptureOutcome {
  return { outcome: "not-capturable", intentId, status };
}
