/** What a trace did in one place: what a service handled, or a call from one node of the map to another. */
export interface Hop {
  /** A name's number; `noCaller` where a service handled something. */
  from: number;
  to: number;
  operation: number;
  /** 0 where there is none. */
  status: number;
  verdict: number;
  ms: number;
}

export const noCaller = -1;
const columns = 6;
/** A loop over thousands of rows tells the map nothing new after these. */
const hopsAtMost = 500;

/** The hops of a trace, in a third of the memory that objects take. The first is what began it. */
export class Hops {
  readonly #cells: Float32Array;

  constructor(hops: readonly Hop[]) {
    this.#cells = new Float32Array(Math.min(hops.length, hopsAtMost) * columns);
    for (const [row, { from, to, operation, status, verdict, ms }] of hops.slice(0, hopsAtMost).entries()) {
      this.#cells.set([from, to, operation, status, verdict, ms], row * columns);
    }
  }

  get count(): number {
    return this.#cells.length / columns;
  }

  get bytes(): number {
    return this.#cells.byteLength;
  }

  at(row: number): Hop {
    const at = row * columns;
    return {
      from: this.#cells[at] ?? noCaller,
      to: this.#cells[at + 1] ?? 0,
      operation: this.#cells[at + 2] ?? 0,
      status: this.#cells[at + 3] ?? 0,
      verdict: this.#cells[at + 4] ?? 0,
      ms: this.#cells[at + 5] ?? 0,
    };
  }

  *[Symbol.iterator](): Generator<Hop> {
    for (let row = 0; row < this.count; row += 1) yield this.at(row);
  }
}
