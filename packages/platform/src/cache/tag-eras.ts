import { LRUCache } from "lru-cache";

/** The time between two changes of a thing: what was made of it in one era is good until that era ends. */
export interface Era {
  /** By the monotonic clock, in milliseconds; undefined while it lasts. */
  endedAt: number | undefined;
  /** Of the change that it began with. */
  readonly sequence: number;
  /** When that change was heard, in epoch milliseconds. */
  readonly since: number;
}

/** A moment between two changes. */
export interface Moment {
  readonly sequence: number;
  /** Ends with the first change, of anything, that is heard after the moment. */
  readonly era: Era;
}

export interface EraClock {
  /** Monotonic, in milliseconds. */
  now(): number;
  /** Epoch milliseconds. */
  date(): number;
}

/** Enough for every answer of a full cache; each takes about 200 bytes. */
const mostTags = 50_000;

/**
 * What is known of changes, by tag. An answer holds the eras that it was made in, so that a change ends them in one
 * step, however many answers there are. A tag that had to make room counts as changed, since its changes are forgotten.
 */
export class TagEras {
  #sequence = 0;
  #anything: Era;
  #everything: Era;
  /** No tag that is not known has changed after this. */
  #oldest: Era;
  readonly #byTag: LRUCache<string, Era>;

  constructor(
    private readonly clock: EraClock,
    most = mostTags,
  ) {
    this.#anything = this.#beginning();
    this.#everything = this.#beginning();
    this.#oldest = this.#beginning();
    this.#byTag = new LRUCache({
      max: most,
      dispose: (era, _tag, reason) => {
        if (reason === "evict") this.#forget(era);
      },
    });
  }

  get moment(): Moment {
    return { sequence: this.#sequence, era: this.#anything };
  }

  /** These things have changed. */
  end(tags: readonly string[]): void {
    this.#next();
    for (const tag of tags) {
      const ended = this.#byTag.get(tag);
      this.#byTag.set(tag, this.#beginning());
      if (ended) ended.endedAt ??= this.clock.now();
    }
  }

  /** Anything may have changed. */
  endAll(): void {
    this.#next();
    this.#everything.endedAt ??= this.clock.now();
    this.#everything = this.#beginning();
  }

  /** The eras that it is for these things now. */
  of(tags: readonly string[]): Era[] {
    return [this.#everything, ...tags.map((tag) => this.#eraOf(tag))];
  }

  /** Whether one of these things has changed after the moment. */
  haveEndedSince({ sequence }: Moment, tags: readonly string[]): boolean {
    return this.of(tags).some((era) => era.sequence > sequence);
  }

  /** When the newest change of one of these things was heard, in epoch milliseconds. */
  newest(tags: readonly string[]): number {
    return Math.max(...this.of(tags).map(({ since }) => since));
  }

  #eraOf(tag: string): Era {
    const known = this.#byTag.get(tag);
    if (known) return known;
    const era = { ...this.#oldest, endedAt: undefined };
    this.#byTag.set(tag, era);
    return era;
  }

  #next(): void {
    this.#sequence++;
    this.#anything.endedAt ??= this.clock.now();
    this.#anything = this.#beginning();
  }

  #forget(era: Era): void {
    era.endedAt ??= this.clock.now();
    if (era.sequence > this.#oldest.sequence) this.#oldest = era;
  }

  #beginning(): Era {
    return { sequence: this.#sequence, since: this.clock.date(), endedAt: undefined };
  }
}
