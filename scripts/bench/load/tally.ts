import type { SliceResult } from "./load-job";

/** Counts what was answered in one slice, and how long it took. */
export class Tally {
  readonly #latencies: number[] = [];
  readonly #parts = new Map<string, number[]>();
  #done = 0;
  #errors = 0;
  #firstError: string | null = null;

  /** Times are of `performance.now()`. */
  constructor(
    private readonly begin: number,
    private readonly end: number,
  ) {}

  /** Whether what happened then is of the time that is counted. */
  counts(at: number): boolean {
    return at >= this.begin && at < this.end;
  }

  /** `part` is what of a mixed job it was. */
  good(ms: number, isCounted: boolean, part: string | undefined): void {
    this.#done += 1;
    if (!isCounted) return;
    this.#latencies.push(ms);
    if (part === undefined) return;
    const ofPart = this.#parts.get(part);
    if (ofPart) ofPart.push(ms);
    else this.#parts.set(part, [ms]);
  }

  bad(error: unknown): void {
    this.#errors += 1;
    this.#firstError ??= error instanceof Error ? error.message : String(error);
  }

  result(): Pick<SliceResult, "latencies" | "latenciesOfParts" | "done" | "errors" | "firstError"> {
    return {
      latencies: Float64Array.from(this.#latencies),
      latenciesOfParts: Object.fromEntries(
        [...this.#parts].map(([name, latencies]) => [name, Float64Array.from(latencies)]),
      ),
      done: this.#done,
      errors: this.#errors,
      firstError: this.#firstError,
    };
  }
}
