import { createHmac } from "node:crypto";
import http from "node:http";
import https from "node:https";
import type { Books } from "./books";
import type { Faults } from "./faults";
import type { Outcome } from "./outcome";
import { newEvent, newStripeId, type StripeEvent, unixNow } from "./stripe-objects";

const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 30_000;
const HELD_AT_MOST_MS = 2_000;
const ANSWERED_WITHIN_MS = 10_000;
// https://docs.stripe.com/webhooks#retries: up to three days, with growing pauses.
const GIVE_UP_AFTER_S = 3 * 86_400;

/** The `Stripe-Signature` header (https://docs.stripe.com/webhooks#verify-manually). */
function signatureHeader(payload: string, secret: string, timestamp = unixNow()): string {
  const v1 = createHmac("sha256", secret).update(`${timestamp}.${payload}`).digest("hex");
  return `t=${timestamp},v1=${v1}`;
}

/** Posts events to the one URL that listens, again and again until it answers 2xx, also after a restart. */
export class Webhooks {
  private readonly timers = new Set<NodeJS.Timeout>();
  private readonly stopping = new AbortController();
  private held: StripeEvent[] = [];

  constructor(
    private readonly books: Books,
    private readonly faults: Faults,
    private readonly secret: string,
    private url: string | undefined,
    /** The types that are sent, as an endpoint at Stripe says which it wants; all where none are named. */
    private wanted: readonly string[] | undefined,
  ) {
    for (const event of books.undelivered.values()) this.after(0, () => this.deliver(event));
  }

  /** Sends what comes from now on there, or nowhere. */
  listen(url: string | undefined, wanted: readonly string[] | undefined): void {
    this.url = url;
    this.wanted = wanted;
  }

  /** The events an outcome gives rise to; none while nobody listens. Record them first, then `send` each. */
  eventsOf(outcome: Outcome, idempotencyKey: string | null = null): StripeEvent[] {
    if (!this.url) return [];
    const request = { id: newStripeId("req"), idempotency_key: idempotencyKey };
    const told = (outcome.events ?? []).filter(([type]) => this.wanted?.includes(type) ?? true);
    return told.map(([type, object]) => newEvent(type, object, request));
  }

  send(event: StripeEvent): void {
    const fault = this.faults.takeForWebhook();
    switch (fault?.kind) {
      case "webhooks-lost":
        this.books.record({ delivered: event.id });
        break;
      case "webhooks-out-of-order":
        this.held.push(event);
        this.after(HELD_AT_MOST_MS, () => this.releaseHeld());
        break;
      default:
        this.after(fault?.kind === "webhooks-late" ? fault.ms : 0, () => this.deliver(event));
        if (fault?.kind === "webhooks-twice") this.after(0, () => this.deliver(event));
    }
  }

  stop(): void {
    this.stopping.abort();
    for (const timer of this.timers) clearTimeout(timer);
  }

  private async deliver(event: StripeEvent, attempt = 0): Promise<void> {
    if (!this.url) return;
    if (await this.post(this.url, event)) {
      if (this.books.undelivered.has(event.id)) this.books.record({ delivered: event.id });
      this.releaseHeld();
      return;
    }
    if (this.stopping.signal.aborted) return;
    if (unixNow() - event.created > GIVE_UP_AFTER_S) {
      this.books.record({ delivered: event.id });
      return;
    }
    this.after(Math.min(FIRST_RETRY_MS * 2 ** attempt, LONGEST_RETRY_MS), () =>
      this.deliver(event, attempt + 1),
    );
  }

  private post(url: string, event: StripeEvent): Promise<boolean> {
    const body = JSON.stringify(event);
    const { request } = url.startsWith("https:") ? https : http;
    const options = {
      method: "POST",
      headers: {
        "content-type": "application/json; charset=utf-8",
        "content-length": Buffer.byteLength(body),
        "user-agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
        "stripe-signature": signatureHeader(body, this.secret),
      },
      signal: this.stopping.signal,
      timeout: ANSWERED_WITHIN_MS,
    };
    return new Promise((resolve) => {
      const sent = request(url, options, (answer) => {
        const { statusCode = 0 } = answer;
        answer.resume().on("close", () => resolve(statusCode >= 200 && statusCode < 300));
      });
      sent.on("timeout", () => sent.destroy()).on("error", () => resolve(false));
      sent.end(body);
    });
  }

  private releaseHeld(): void {
    const held = this.held;
    this.held = [];
    for (const event of held) this.after(0, () => this.deliver(event));
  }

  private after(ms: number, run: () => Promise<void> | void): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      if (!this.stopping.signal.aborted) void run();
    }, ms);
    this.timers.add(timer);
  }
}
