import type { Metrics } from "../metrics/metrics";

const LABELS = ["queue"] as const;

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
    handled: metrics.counter({
      name: "queue_messages_handled_total",
      help: "Messages done with.",
      labels: LABELS,
    }),
    failed: metrics.counter({
      name: "queue_messages_failed_total",
      help: "Messages given back.",
      labels: LABELS,
    }),
    inHand: metrics.gauge({
      name: "queue_messages_in_hand",
      help: "Messages being worked on.",
      labels: LABELS,
    }),
    seconds: metrics.histogram({
      name: "queue_message_duration_seconds",
      help: "How long the handler took.",
      labels: LABELS,
    }),
    age: metrics.histogram({
      name: "queue_message_age_seconds",
      help: "From sending a message to taking it up for the first time.",
      labels: LABELS,
      buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800],
    }),
  };
}
