import { DurationCounts } from "./duration-counts";
import type { Hop } from "./hops";
import { verdictBits } from "./step-rules";

/** How often, how well and how fast; milliseconds, shares from 0 to 1. */
export interface Figures {
  count: number;
  perMinute: number;
  /** The caller's doing: 4xx, and what was throttled. */
  errorShare: number;
  /** Ours: 5xx, and what was thrown. */
  faultShare: number;
  p50Ms: number;
  p95Ms: number;
  p99Ms: number;
  longestMs: number;
}

/** Counts what happened in one place of the map. */
export class Tally {
  readonly #durations = new DurationCounts();
  #errors = 0;
  #faults = 0;
  /** In which trace it took longest. */
  slowest = { id: "", ms: -1 };

  get count(): number {
    return this.#durations.count;
  }

  add({ ms, verdict }: Hop, traceId: string): void {
    this.#durations.add(ms);
    if (verdict & verdictBits.fault) this.#faults += 1;
    else if (verdict !== 0) this.#errors += 1;
    if (ms > this.slowest.ms) this.slowest = { id: traceId, ms };
  }

  figures(minutes: number): Figures {
    const [p50Ms = 0, p95Ms = 0, p99Ms = 0] = this.#durations.percentiles([0.5, 0.95, 0.99]);
    const { count } = this;
    return {
      count,
      perMinute: count / minutes,
      errorShare: count && this.#errors / count,
      faultShare: count && this.#faults / count,
      p50Ms,
      p95Ms,
      p99Ms,
      longestMs: this.#durations.longestMs,
    };
  }
}

/** Tallies by what they count. */
export class Tallies<Key> {
  readonly #tallies = new Map<Key, Tally>();

  at(key: Key): Tally {
    const tally = this.#tallies.get(key) ?? new Tally();
    this.#tallies.set(key, tally);
    return tally;
  }

  has(key: Key): boolean {
    return this.#tallies.has(key);
  }

  /** Those of most first. */
  busiest(atMost: number): [Key, Tally][] {
    return [...this.#tallies].toSorted(([, one], [, other]) => other.count - one.count).slice(0, atMost);
  }
}
