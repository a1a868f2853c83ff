import { z } from "zod";

const placeOf: Partial<Record<string, "search" | "refund">> = {
  "search-stale": "search",
  "refund-pending": "refund",
  "refund-fails": "refund",
};

/**
 * What can go wrong on purpose. Those before the charge leave no charge, those after it do; in both the caller is
 * not told. A refund can be left `pending`, until it is settled by hand, or fail at once. `on` says at which call (of creating, confirming, capturing, cancelling, refunding, reading, searching),
 * `count` how often (null: until reset).
 */
export const Fault = z
  .strictObject({
    kind: z.enum([
      "decline",
      "require-action",
      "timeout-before",
      "timeout-after",
      "reset-before",
      "reset-after",
      "error-before",
      "error-after",
      "unavailable",
      "refuse",
      "refund-pending",
      "refund-fails",
      "delay",
      "answer-late",
      "search-stale",
      "webhooks-late",
      "webhooks-twice",
      "webhooks-out-of-order",
      "webhooks-lost",
    ]),
    on: z
      .enum(["create", "confirm", "capture", "cancel", "refund", "read", "search", "any"])
      .default("create"),
    count: z.int().min(1).nullable().default(1),
    ms: z.int().min(0).max(600_000).default(1_000),
    declineCode: z.string().default("generic_decline"),
  })
  .transform((fault) => ({ ...fault, on: placeOf[fault.kind] ?? fault.on }));
export type Fault = z.infer<typeof Fault>;
type Call = Fault["on"];

const webhookKinds: readonly Fault["kind"][] = [
  "webhooks-late",
  "webhooks-twice",
  "webhooks-out-of-order",
  "webhooks-lost",
];

/** The faults that are switched on. Each call, and each webhook, takes the oldest that fits it. */
export class Faults {
  private active: Fault[] = [];

  add(fault: Fault): void {
    this.active.push({ ...fault });
  }

  reset(): void {
    this.active = [];
  }

  list(): readonly Fault[] {
    return this.active;
  }

  takeForCall(call: Call): Fault | undefined {
    return this.take(({ kind, on }) => !webhookKinds.includes(kind) && (on === call || on === "any"));
  }

  takeForWebhook(): Fault | undefined {
    return this.take(({ kind }) => webhookKinds.includes(kind));
  }

  private take(fits: (fault: Fault) => boolean): Fault | undefined {
    const fault = this.active.find(fits);
    if (fault?.count) fault.count -= 1;
    this.active = this.active.filter(({ count }) => count !== 0);
    return fault;
  }
}
