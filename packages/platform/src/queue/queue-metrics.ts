import { platformMetrics } from "@shopeasy/contracts/metrics/platform-metrics";
import type { Metrics } from "../metrics/metrics";

/** One process has several consumers, and a metric's name can be registered once. */
const made = new WeakMap<Metrics, ReturnType<typeof make>>();

/** The metrics of all consumers of a process, labelled by queue. */
export function queueMetrics(metrics: Metrics): ReturnType<typeof make> {
  const known = made.get(metrics) ?? make(metrics);
  made.set(metrics, known);
  return known;
}

function make(metrics: Metrics) {
  return {
    handled: metrics.counter(platformMetrics, "queue_messages_handled_total"),
    failed: metrics.counter(platformMetrics, "queue_messages_failed_total"),
    inHand: metrics.gauge(platformMetrics, "queue_messages_in_hand"),
    seconds: metrics.histogram(platformMetrics, "queue_message_duration_seconds"),
    age: metrics.histogram(platformMetrics, "queue_message_age_seconds"),
  };
}
