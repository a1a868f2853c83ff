/** Steps to a doubling: a percentile is read to a hundredth. */
const steps = 64;

/** Counts of durations in milliseconds: of many as small as of few, since like ones share a place. */
export class DurationCounts {
  readonly #counts = new Map<number, number>();
  count = 0;
  longestMs = 0;

  add(ms: number): void {
    const place = Math.floor(Math.log2(Math.max(1, ms * 1_000)) * steps);
    this.#counts.set(place, (this.#counts.get(place) ?? 0) + 1);
    this.count += 1;
    this.longestMs = Math.max(this.longestMs, ms);
  }

  /** What each of these shares of them (0 to 1, rising) took at most; 0 where there are none. */
  percentiles(shares: readonly number[]): number[] {
    const places = [...this.#counts].toSorted(([one], [other]) => one - other);
    let next = 0;
    let passed = 0;
    return shares.map((share) => {
      const wanted = Math.max(1, Math.ceil(this.count * share));
      while (next < places.length && passed < wanted) passed += places[next++]?.[1] ?? 0;
      const place = places[next - 1]?.[0];
      return place === undefined ? 0 : Math.min(this.longestMs, 2 ** ((place + 0.5) / steps) / 1_000);
    });
  }
}
