type Fields = Readonly<Record<string, unknown>>;

/** So many of the same are written in a minute; those beyond are counted. */
const mostAMinute = 20;
const minuteMs = 60_000;

interface Repeated {
  since: number;
  count: number;
  /** How many were not written, and what the last of them said. */
  left: number;
  last: Fields | undefined;
  tell: (fields: Fields) => void;
}

/** Collapses what is said over and over: an outage has one warning for each request, and all say the same. */
export class Repeats {
  /** How many were not written, in all. */
  collapsed = 0;
  readonly #known = new Map<string, Repeated>();
  #timer: NodeJS.Timeout | undefined;

  /** Whether to write it now. What is not, `tell` tells of when its minute is over: the last one, and how many it stands for. */
  admit(key: string, fields: Fields | undefined, tell: Repeated["tell"]): boolean {
    const now = performance.now();
    const known = this.#known.get(key);
    if (known && now - known.since < minuteMs) {
      known.count++;
      if (known.count <= mostAMinute) return true;
      known.left++;
      known.last = fields;
      this.collapsed++;
      this.#timer ??= setInterval(() => this.#settle(minuteMs), minuteMs / 4).unref();
      return false;
    }
    if (known) this.#tell(known);
    this.#known.set(key, { since: now, count: 1, left: 0, last: undefined, tell });
    return true;
  }

  /** Tells of all that was not told yet. */
  end(): void {
    this.#settle(0);
  }

  #settle(afterMs: number): void {
    const now = performance.now();
    for (const [key, repeated] of this.#known) {
      if (now - repeated.since < afterMs) continue;
      this.#known.delete(key);
      this.#tell(repeated);
    }
    if (this.#known.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #tell({ left, last, tell }: Repeated): void {
    if (left > 0) tell({ ...last, repeated: left });
  }
}
