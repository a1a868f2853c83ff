/** How long answers took, in buckets that grow by a quarter of an octave: the last one holds whatever took longer. */
export const bucketCount = 72;
const bucketsPerOctave = 4;
/** Where the first bucket ends, in milliseconds. */
const shortestMs = 0.5;

/** What became of requests, as the gateway saw it. */
export interface Counts {
  /** Answered, or failed. Who went away before is not counted. */
  requests: number;
  /** 5xx, and no answer at all. */
  errors: number;
  /** How many took how long until their answer began: see `bucketEndMs`. */
  times: readonly number[];
  /** Sent, and not answered yet. */
  waiting: number;
}

/** Counts what one colour of a service answers. */
export class Tally {
  private requests = 0;
  private errors = 0;
  private waiting = 0;
  private readonly times = new Array<number>(bucketCount).fill(0);

  begin(): Passage {
    this.waiting += 1;
    return new Passage(this);
  }

  /** One that was begun is over; `became` is undefined where nobody was left to hear the answer. */
  end(became: { isError: boolean; ms: number } | undefined): void {
    this.waiting -= 1;
    if (!became) return;
    this.requests += 1;
    if (became.isError) this.errors += 1;
    const bucket = bucketOf(became.ms);
    this.times[bucket] = (this.times[bucket] ?? 0) + 1;
  }

  counts(): Counts {
    const { requests, errors, waiting } = this;
    return { requests, errors, waiting, times: [...this.times] };
  }
}

/** A request on its way: what becomes of it is told once, and later words are not heard. */
export class Passage {
  private readonly startedAt = performance.now();
  private isOver = false;

  constructor(private readonly tally: Tally) {}

  answered(status: number): void {
    this.end({ isError: status >= 500, ms: performance.now() - this.startedAt });
  }

  /** There was no answer. */
  failed(): void {
    this.end({ isError: true, ms: performance.now() - this.startedAt });
  }

  /** Who asked went away, or asked for what can't be sent on. */
  left(): void {
    this.end(undefined);
  }

  private end(became: Parameters<Tally["end"]>[0]): void {
    if (this.isOver) return;
    this.isOver = true;
    this.tally.end(became);
  }
}

function bucketOf(ms: number): number {
  if (ms <= shortestMs) return 0;
  return Math.min(bucketCount - 1, Math.ceil(Math.log2(ms / shortestMs) * bucketsPerOctave));
}

/** The longest time, in milliseconds, that this bucket holds; of the last one, where it begins to. */
export function bucketEndMs(bucket: number): number {
  return shortestMs * 2 ** (bucket / bucketsPerOctave);
}
