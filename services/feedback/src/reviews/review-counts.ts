import { shopMetrics } from "@shopeasy/contracts/metrics";
import type { Metrics } from "@shopeasy/platform/metrics/metrics";

export type ReviewCounts = ReturnType<typeof reviewCounts>;

/** What the shop's owner is told of reviews and feedback. */
export function reviewCounts(metrics: Metrics) {
  const reviews = metrics.counter(shopMetrics, "reviews_total");
  const feedback = metrics.counter(shopMetrics, "feedback_total");
  return {
    reviewBecame: (outcome: "submitted" | "published" | "flagged" | "reported" | "withdrawn" | "rejected") =>
      reviews.inc({ outcome }),
    feedbackReceived: () => feedback.inc(),
  };
}
