import type { Measure, Ratio } from "@shopeasy/contracts/dashboard-definition";
import { bucketsOf } from "@shopeasy/contracts/metric-declaration";
import { shopMetrics } from "@shopeasy/contracts/metrics";
import type { Sink } from "./collector";
import type { Series } from "./series-rules";
import { type Group, groupFor, Quantile, WindowSum } from "./windows";

/** How often is collected, and for how long values are kept. */
export const everySeconds = 5;
const timesAMinute = 60 / everySeconds;
const timesKept = 60 * timesAMinute;
/** So many lines of one kind are kept; a program that said ever more labels would fill the memory. */
const mostGroups = 60;

/** The values of one line over the last hour, oldest first; NaN where there was none. */
export interface Drawn {
  name: string;
  values: readonly number[];
}

/** A line of a panel, or those of one measure by their labels, as they are collected. */
export interface LineHistory {
  sinksFor(series: Series): readonly Sink[];
  close(seconds: number): void;
  drawn(): Drawn[];
}

export const historyOf = (line: Measure | Ratio): LineHistory =>
  "metric" in line ? new MeasureHistory(line) : new RatioHistory(line);

class MeasureHistory implements LineHistory {
  private readonly groups = new Map<string, { group: Group; values: number[] }>();
  private readonly source: string;
  private readonly bounds: readonly number[];

  constructor(private readonly measure: Measure) {
    this.source = sourceOf(measure);
    this.bounds = [...bucketsOf(shopMetrics[measure.metric]), Number.POSITIVE_INFINITY];
  }

  sinksFor(series: Series): readonly Sink[] {
    if (!matches(series, this.source, this.measure)) return [];
    const name = nameOf(this.measure, series);
    let found = this.groups.get(name);
    if (!found) {
      if (this.groups.size >= mostGroups) return [];
      found = { group: groupFor(this.measure.shown, this.bounds, timesAMinute), values: [] };
      this.groups.set(name, found);
    }
    if (!(found.group instanceof Quantile)) return [found.group];
    const sink = found.group.within(
      series.labels.le === "+Inf" ? Number.POSITIVE_INFINITY : Number(series.labels.le),
    );
    return sink ? [sink] : [];
  }

  close(seconds: number): void {
    for (const { group, values } of this.groups.values()) keep(values, group.close(seconds));
  }

  drawn(): Drawn[] {
    const { most } = this.measure;
    return (
      [...this.groups]
        .map(([name, { values }]) => ({ name, values }))
        // A counter is there from its program's start: what never happened is none of those of which there is most.
        .filter(({ values }) => most === undefined || values.some((value) => value > 0))
        .toSorted((one, other) => weightOf(other) - weightOf(one))
        .slice(0, most ?? mostGroups)
        // So that a line keeps its colour from one look to the next.
        .toSorted((one, other) => (one.name < other.name ? -1 : 1))
    );
  }
}

class RatioHistory implements LineHistory {
  private readonly values: number[] = [];
  private readonly of: WindowSum;
  private readonly whole: WindowSum;

  constructor(private readonly ratio: Ratio) {
    const times = (ratio.overMinutes ?? 1) * timesAMinute;
    // What is to be looked at for longer than values are kept, is looked at since the beginning.
    const window = times > timesKept ? Number.POSITIVE_INFINITY : times;
    this.of = new WindowSum(window);
    this.whole = new WindowSum(window);
  }

  sinksFor(series: Series): readonly Sink[] {
    const { of, in: whole } = this.ratio;
    return [
      ...(matches(series, sourceOf(of), of) ? [this.of] : []),
      ...(matches(series, sourceOf(whole), whole) ? [this.whole] : []),
    ];
  }

  close(): void {
    const { factor = 1, offset = 0 } = this.ratio;
    const [of, whole] = [this.of.close(), this.whole.close()];
    keep(this.values, whole > 0 ? offset + (factor * of) / whole : Number.NaN);
  }

  drawn(): Drawn[] {
    return [{ name: this.ratio.name, values: this.values }];
  }
}

/** The name under which /metrics has what a measure is reckoned from. */
function sourceOf({ metric, shown }: Measure): string {
  if (shopMetrics[metric].kind !== "histogram") return metric;
  if (shown === "per-second") return `${metric}_count`;
  return shown === "seconds-per-second" ? `${metric}_sum` : `${metric}_bucket`;
}

const matches = ({ name, labels }: Series, source: string, { where }: Measure) =>
  name === source && Object.entries(where).every(([label, value]) => labels[label] === value);

const nameOf = ({ name, by, metric }: Measure, { labels }: Series) =>
  [name, ...by.map((label) => labels[label])].filter(Boolean).join(" ") || metric;

function keep(values: number[], value: number): void {
  values.push(value);
  if (values.length > timesKept) values.shift();
}

/** Which lines matter most: the greatest of the last minutes first. */
const weightOf = ({ values }: Drawn) =>
  values.slice(-5 * timesAMinute).reduce((most, value) => (value > most ? value : most), -1);
