import type { Shown } from "@shopeasy/contracts/dashboard-definition";
import type { Sink } from "./collector";
import { quantileOf } from "./quantile-rules";

/** What is shown of a group of series: told all of them, then asked for one value, again and again. */
export interface Group extends Sink {
  /** What came since the last time is put to what came before; gives what is to be shown now. NaN: nothing. */
  close(seconds: number): number;
}

/** The sum of what came within the last so many times; of all, where `times` is infinite. */
export class WindowSum implements Sink {
  private now = 0;
  private readonly past: number[] = [];
  sum = 0;

  constructor(private readonly times: number) {}

  add(_value: number, increase: number): void {
    this.now += increase;
  }

  close(): number {
    this.sum += this.now;
    if (Number.isFinite(this.times)) {
      this.past.push(this.now);
      if (this.past.length > this.times) this.sum -= this.past.shift() ?? 0;
    }
    this.now = 0;
    // What is left of subtracting is no count.
    return this.sum < 1e-9 ? 0 : this.sum;
  }
}

/** How much a second, over a minute, times `factor`. */
class Rate extends WindowSum implements Group {
  private readonly elapsed: WindowSum;

  constructor(
    times: number,
    private readonly factor: number,
  ) {
    super(times);
    this.elapsed = new WindowSum(times);
  }

  override close(seconds = 0): number {
    this.elapsed.add(0, seconds);
    const over = this.elapsed.close();
    const sum = super.close();
    return over > 0 ? (this.factor * sum) / over : Number.NaN;
  }
}

class Level implements Group {
  private now = Number.NaN;

  constructor(private readonly adds: boolean) {}

  add(value: number): void {
    if (Number.isNaN(this.now)) this.now = value;
    else this.now = this.adds ? this.now + value : Math.max(this.now, value);
  }

  close(): number {
    const { now } = this;
    this.now = Number.NaN;
    return now;
  }
}

/** A percentile of what came within the window. A bucket's sink is `within(bound)`. */
export class Quantile implements Group {
  private readonly sums: WindowSum[];

  constructor(
    private readonly share: number,
    private readonly bounds: readonly number[],
    times: number,
  ) {
    this.sums = bounds.map(() => new WindowSum(times));
  }

  within(bound: number): Sink | undefined {
    return this.sums[this.bounds.indexOf(bound)];
  }

  add(): void {}

  close(): number {
    return quantileOf(
      this.share,
      this.bounds,
      this.sums.map((sum) => sum.close()),
    );
  }
}

/** `times` of collecting are a minute. */
export function groupFor(shown: Shown, bounds: readonly number[], times: number): Group {
  switch (shown) {
    case "per-second":
    case "seconds-per-second":
      return new Rate(times, 1);
    case "per-minute":
      return new Rate(times, 60);
    case "greatest":
      return new Level(false);
    case "sum":
      return new Level(true);
    case "p50":
    case "p95":
    case "p99":
      return new Quantile(Number(shown.slice(1)) / 100, bounds, times);
  }
}
