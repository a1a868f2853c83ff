import { shopMetrics } from "@shopeasy/contracts/metrics";
import { startPeriodic } from "@shopeasy/platform/runtime/periodic";
import type { Deps } from "../deps";
import { sweepChanges } from "./sweep-changes";

/** Sweeps once a second, and measures how far behind the stream is. */
export function startSweeper(deps: Deps): { stop(): Promise<void> } {
  const age = deps.metrics.gauge(shopMetrics, "cart_changes_oldest_seconds");
  const work = async () => {
    const { done, oldestSeconds } = await sweepChanges(deps);
    age.set(oldestSeconds);
    if (done > 0) deps.logger.info("cart.changes-swept", { carts: done });
    return done;
  };
  return startPeriodic({ name: "cart-changes", everyMs: 1_000, logger: deps.logger, work });
}
