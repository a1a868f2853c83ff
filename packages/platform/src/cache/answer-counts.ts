import { platformMetrics } from "@shopeasy/contracts/metrics/platform-metrics";
import type { Metrics } from "../metrics/metrics";

/** What a cache of answers tells of itself. Plain numbers, read at each scrape: a hit must cost next to nothing. */
export class AnswerCounts {
  /** Sent as it was kept. */
  fresh = 0;
  /** Sent while it was made anew. */
  stale = 0;
  /** Waited for a making that another request had begun. */
  joined = 0;
  /** Taken from the second tier. */
  shared = 0;
  /** Made for a request, or in the background. */
  made = 0;
  /** Makings that rejected, with whatever: there is no such thing, or the database is down. */
  failed = 0;
  evicted = 0;

  constructor(
    metrics: Pick<Metrics, "counter" | "gauge">,
    now: { bytes: () => number; answers: () => number; hearing: () => boolean },
  ) {
    metrics.counter(platformMetrics, "answers_total", (answers) => {
      answers.reset();
      for (const outcome of platformMetrics.answers_total.values.outcome) {
        answers.inc({ outcome }, this[outcome]);
      }
    });
    metrics.counter(platformMetrics, "answers_evicted_total", (evicted) => {
      evicted.reset();
      evicted.inc(this.evicted);
    });
    metrics.gauge(platformMetrics, "answers_bytes", (bytes) => bytes.set(now.bytes()));
    metrics.gauge(platformMetrics, "answers_kept", (kept) => kept.set(now.answers()));
    metrics.gauge(platformMetrics, "answers_hearing", (hearing) => hearing.set(Number(now.hearing())));
  }
}
