import { bucketsOf } from "@shopeasy/contracts/metric-declaration";
import { platformMetrics } from "@shopeasy/contracts/metrics/platform-metrics";
import type { MetricMaker } from "./metric-maker";
import type { RequestRow, RequestTable } from "./request-table";

/** The bounds of what the table counts by. */
export const requestBounds = bucketsOf(platformMetrics.http_request_duration_seconds);

/** What the table of requests tells at a scrape: requests, errors, durations, and journeys by their objectives. */
export function addRequestMetrics({ rows }: RequestTable, metrics: MetricMaker): void {
  metrics.counter(platformMetrics, "http_requests_total", (total) => {
    total.reset();
    for (const { labels, count } of rows) total.inc(labels, count);
  });
  metrics.counter(platformMetrics, "http_request_errors_total", (errors) => {
    errors.reset();
    for (const { labels, count } of rows) {
      const { route, method, status } = labels;
      // Also where there were none: or the first one would be no increase.
      errors.inc({ route, method }, status >= 500 ? count : 0);
    }
  });
  metrics.rows(platformMetrics, "http_request_duration_seconds", rows);
  metrics.counter(platformMetrics, "journey_requests_total", (requests) => {
    requests.reset();
    for (const [labels, count] of rows.flatMap(countsForJourney)) requests.inc(labels, count);
  });
}

type JourneyLabels = Record<"journey" | "objective" | "outcome", string>;

/** Of what was not available nobody asks how long it took. What there was none of is told as 0: see above. */
function countsForJourney({ promised, availability, counted, late }: RequestRow): [JourneyLabels, number][] {
  if (!promised || !availability) return [];
  const { journey } = promised;
  const isGood = availability === "good";
  return [
    [{ journey, objective: "availability", outcome: "good" }, isGood ? counted : 0],
    [{ journey, objective: "availability", outcome: "bad" }, isGood ? 0 : counted],
    [{ journey, objective: "latency", outcome: "good" }, isGood ? counted - late : 0],
    [{ journey, objective: "latency", outcome: "bad" }, isGood ? late : 0],
  ];
}
