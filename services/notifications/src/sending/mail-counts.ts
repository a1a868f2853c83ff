import { shopMetrics } from "@shopeasy/contracts/metrics";
import type { Metrics } from "@shopeasy/platform/metrics/metrics";

export type MailCounts = ReturnType<typeof mailCounts>;

/** What becomes of mails, for the metrics. */
export function mailCounts(metrics: Metrics) {
  const mails = metrics.counter(shopMetrics, "mails_total");
  return {
    /** One went out, or was not sent to who wants none. */
    ended: (outcome: "sent" | "suppressed") => mails.inc({ outcome }),
    /** One could not be sent, and is tried again. */
    failed: () => mails.inc({ outcome: "failed" }),
  };
}
