/**
 * Something that is measured from one mark to the next, and looked at by several who must not disturb one another: what
 * a look gives goes back for `windowMs` to twice that, or to the look before it. `end` ends a mark that is out of use.
 */
export class Recent<Mark> {
  #older: Mark;
  #newer: Mark;
  #markedAt = performance.now();

  constructor(
    private readonly mark: () => Mark,
    private readonly end: (mark: Mark) => void = () => {},
    private readonly windowMs = 60_000,
  ) {
    this.#newer = mark();
    this.#older = this.#newer;
  }

  /** The mark to measure from. */
  since(): Mark {
    const now = performance.now();
    if (now - this.#markedAt >= this.windowMs) {
      if (this.#older !== this.#newer) this.end(this.#older);
      this.#older = this.#newer;
      this.#newer = this.mark();
      this.#markedAt = now;
    }
    return this.#older;
  }
}
