import { shopMetrics } from "@shopeasy/contracts/metrics";
import { startPeriodic } from "@shopeasy/platform/runtime/periodic";
import type { Deps } from "../deps";
import { sweepChanges } from "./sweep-changes";

/** What it looks for has waited for ten seconds already; each look asks every shard of the index. */
const everyMs = 5_000;

/** Sweeps all the time, and measures how far behind the stream is. */
export function startSweeper(deps: Deps): { stop(): Promise<void> } {
  const age = deps.metrics.gauge(shopMetrics, "cart_changes_oldest_seconds");
  const work = async () => {
    const { done, oldestSeconds } = await sweepChanges(deps);
    age.set(oldestSeconds);
    if (done > 0) deps.logger.info("cart.changes-swept", { carts: done });
    return done;
  };
  return startPeriodic({ name: "cart-changes", everyMs, logger: deps.logger, work });
}
