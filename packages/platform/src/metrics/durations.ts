/** What was observed under the same labels. Whoever observes often keeps it: to find it costs more than to count. */
export class DurationRow<Labels = Readonly<Record<string, string | number>>> {
  count = 0;
  seconds = 0;
  /** How many took no longer than each bound, and longer than the one before it. */
  readonly within: number[];

  constructor(
    readonly labels: Labels,
    private readonly bounds: readonly number[],
  ) {
    this.within = bounds.map(() => 0);
  }

  observe(seconds: number): void {
    this.count++;
    this.seconds += seconds;
    const { bounds, within } = this;
    for (let at = 0; at < bounds.length; at++) {
      if (seconds <= Number(bounds[at])) {
        within[at] = Number(within[at]) + 1;
        return;
      }
    }
  }
}

/** A histogram that is plain numbers until it is scraped: prom-client makes a text of the labels for each observation. */
export class Durations<Label extends string = string> {
  readonly rows: DurationRow[] = [];
  readonly #known = new Map<string, DurationRow>();

  constructor(private readonly bounds: readonly number[]) {}

  /** The row of these labels, always the same one. */
  row(labels: Readonly<Record<Label, string>>): DurationRow {
    const key = JSON.stringify(labels);
    let row = this.#known.get(key);
    if (!row) {
      row = new DurationRow(labels, this.bounds);
      this.#known.set(key, row);
      this.rows.push(row);
    }
    return row;
  }
}
