import { shopMetrics } from "@shopeasy/contracts/metrics";
import type { Metrics } from "@shopeasy/platform/metrics/metrics";
import { type StockMove, soldOutBy } from "./stock-rules";

export type StockCounts = ReturnType<typeof stockCounts>;

/** What the shop's owner is told of stock. */
export function stockCounts(metrics: Metrics) {
  const outs = metrics.counter(shopMetrics, "stock_outs_total");
  return {
    /** These moves were committed. */
    moved: (moves: readonly StockMove[]) => outs.inc(soldOutBy(moves)),
  };
}
