import { shopMetrics } from "@shopeasy/contracts/metrics";
import type { AppError } from "@shopeasy/platform/errors";
import type { Metrics } from "@shopeasy/platform/metrics/metrics";

export type CartCounts = ReturnType<typeof cartCounts>;

/** What the shop's owner is told of carts. */
export function cartCounts(metrics: Metrics) {
  const steps = metrics.counter(shopMetrics, "checkout_steps_total");
  const refusals = metrics.counter(shopMetrics, "stock_refusals_total");
  return {
    opened: () => steps.inc({ step: "cart-opened" }),
    itemAdded: () => steps.inc({ step: "item-added" }),
    /** A line was not taken; gives why. */
    refused<Refusal extends AppError>(refusal: Refusal): Refusal {
      if (refusal.code === "insufficient-stock") refusals.inc({ place: "cart" });
      return refusal;
    },
  };
}
