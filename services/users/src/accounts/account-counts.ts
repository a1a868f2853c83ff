import { shopMetrics } from "@shopeasy/contracts/metrics";
import type { Metrics } from "@shopeasy/platform/metrics/metrics";

export type AccountCounts = ReturnType<typeof accountCounts>;

/** What the shop's owner is told of accounts. */
export function accountCounts(metrics: Metrics) {
  const signIns = metrics.counter(shopMetrics, "sign_ins_total");
  const registrations = metrics.counter(shopMetrics, "registrations_total");
  const erasures = metrics.counter(shopMetrics, "accounts_erased_total");
  return {
    signIn: (outcome: "succeeded" | "refused" | "locked" | "disabled") => signIns.inc({ outcome }),
    registered: () => registrations.inc(),
    erased: () => erasures.inc(),
  };
}
