import { type Journal, readJournal, rewriteJournal } from "./journal";
import type { Charge, Dispute, Intent, Refund, StripeEvent } from "./stripe-objects";

/** What was answered under an idempotency key, and to which request. */
export type SavedAnswer = { key: string; fingerprint: string; status: number; body: object; at: number };

/** One line of the journal: the objects as they are after a request, all of them or none. */
export type Entry = {
  intents?: Intent[];
  charges?: Charge[];
  refunds?: Refund[];
  disputes?: Dispute[];
  events?: StripeEvent[];
  answer?: SavedAnswer;
  delivered?: string;
};

type Totals = Record<string, { authorised: number; captured: number; refunded: number }>;

// https://docs.stripe.com/api/idempotent_requests: keys may go once they are at least 24 hours old.
const ANSWERS_ARE_KEPT_MS = 24 * 3_600_000;

/**
 * Everything the stand-in knows. With a folder, each change is on disk before it counts, and comes back after a
 * `kill -9`; without one it is gone with the process.
 */
export class Books {
  readonly intents = new Map<string, Intent>();
  readonly charges = new Map<string, Charge>();
  readonly refunds = new Map<string, Refund>();
  readonly disputes = new Map<string, Dispute>();
  readonly undelivered = new Map<string, StripeEvent>();
  private readonly answers = new Map<string, SavedAnswer>();
  private journal: Journal<Entry> | undefined;

  static open(folder?: string): Books {
    const books = new Books();
    if (!folder) return books;
    readJournal<Entry>(folder, (entry) => books.apply(entry));
    books.journal = rewriteJournal(folder, books.snapshot());
    return books;
  }

  record(entry: Entry): void {
    this.journal?.append(entry);
    this.apply(entry);
  }

  answerUnder(key: string): SavedAnswer | undefined {
    const answer = this.answers.get(key);
    return answer && Date.now() - answer.at < ANSWERS_ARE_KEPT_MS ? answer : undefined;
  }

  /** By currency, in minor units: held now, taken so far, given back so far. */
  totals(): Totals {
    const totals: Totals = {};
    const of = (currency: string) => (totals[currency] ??= { authorised: 0, captured: 0, refunded: 0 });
    for (const intent of this.intents.values()) of(intent.currency).authorised += intent.amount_capturable;
    for (const charge of this.charges.values()) of(charge.currency).captured += charge.amount_captured;
    for (const charge of this.charges.values()) {
      if (charge.captured) of(charge.currency).refunded += charge.amount_refunded;
    }
    return totals;
  }

  close(): void {
    this.journal?.close();
    this.journal = undefined;
  }

  private apply(entry: Entry): void {
    for (const intent of entry.intents ?? []) this.intents.set(intent.id, intent);
    for (const charge of entry.charges ?? []) this.charges.set(charge.id, charge);
    for (const refund of entry.refunds ?? []) this.refunds.set(refund.id, refund);
    for (const dispute of entry.disputes ?? []) this.disputes.set(dispute.id, dispute);
    for (const event of entry.events ?? []) this.undelivered.set(event.id, event);
    if (entry.answer) this.answers.set(entry.answer.key, entry.answer);
    if (entry.delivered) this.undelivered.delete(entry.delivered);
  }

  private *snapshot(): Generator<Entry> {
    for (const intent of this.intents.values()) yield { intents: [intent] };
    for (const charge of this.charges.values()) yield { charges: [charge] };
    for (const refund of this.refunds.values()) yield { refunds: [refund] };
    for (const dispute of this.disputes.values()) yield { disputes: [dispute] };
    for (const event of this.undelivered.values()) yield { events: [event] };
    for (const answer of this.answers.values()) if (this.answerUnder(answer.key)) yield { answer };
  }
}
