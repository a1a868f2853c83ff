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
    metrics.counter({
      name: "answers_total",
      help: "Cached answers: sent fresh or stale, waited for (joined), taken from the second tier (shared), made, failed.",
      labels: ["outcome"],
      collect: (counter) => {
        counter.reset();
        for (const outcome of ["fresh", "stale", "joined", "shared", "made", "failed"] as const) {
          counter.inc({ outcome }, this[outcome]);
        }
      },
    });
    metrics.counter({
      name: "answers_evicted_total",
      help: "Answers that made room for others.",
      collect: (counter) => {
        counter.reset();
        counter.inc(this.evicted);
      },
    });
    const gauge = (name: string, help: string, value: () => number) =>
      metrics.gauge({ name, help, collect: (made) => made.set(value()) });
    gauge("answers_bytes", "What the kept answers take.", now.bytes);
    gauge("answers_kept", "How many answers are kept.", now.answers);
    gauge("answers_hearing", "1 while changes are heard, else 0.", () => Number(now.hearing()));
  }
}
