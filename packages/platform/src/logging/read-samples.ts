/** How the lines of requests that only read, and went well, are thinned out; it may change as the process runs. */
export interface Sampling {
  /** Every so many-th of a route that is asked often has its line; 1 for all. */
  readsOneIn: number;
  /** How many have none. */
  leftOut: number;
}

interface Route {
  second: number;
  written: number;
  left: number;
}

/** In a second so many of each route are written, whatever the sampling: what is asked rarely is seen in full. */
const freeASecond = 5;

/**
 * Counts reads route by route: gives how many the line stands for that is to be written now, 0 where there is to be none.
 * What was left out is told by the next line of its route, so that the sum is exact.
 */
export class ReadSamples {
  readonly #routes = new Map<string, Route>();

  constructor(
    private readonly sampling: Sampling,
    private readonly nowMs: () => number = Date.now,
  ) {}

  standsFor(route: string): number {
    const { readsOneIn } = this.sampling;
    if (readsOneIn === 1 && this.#routes.size === 0) return 1;
    let known = this.#routes.get(route);
    if (!known) {
      known = { second: 0, written: 0, left: 0 };
      this.#routes.set(route, known);
    }
    const second = Math.floor(this.nowMs() / 1_000);
    if (second !== known.second) {
      known.second = second;
      known.written = 0;
    }
    if (known.written >= freeASecond && known.left + 1 < readsOneIn) {
      known.left++;
      this.sampling.leftOut++;
      return 0;
    }
    known.written++;
    const count = known.left + 1;
    known.left = 0;
    return count;
  }
}
