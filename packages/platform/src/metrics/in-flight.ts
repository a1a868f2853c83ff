import { platformMetrics } from "@shopeasy/contracts/metrics/platform-metrics";
import type { Metrics } from "./metrics";

/** Tells how many requests are not answered yet, of all ports together. */
export function countInFlight(
  metrics: Pick<Metrics, "gauge">,
  listeners: readonly { readonly inFlight: number }[],
): void {
  metrics.gauge(platformMetrics, "http_requests_in_flight", (requests) =>
    requests.set(listeners.reduce((sum, { inFlight }) => sum + inFlight, 0)),
  );
}
