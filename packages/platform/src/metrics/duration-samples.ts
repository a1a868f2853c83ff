import type { Histogram, Registry } from "prom-client";
import type { DurationRow } from "./durations";

/** A number under its labels; of a histogram also which part it is (`name_bucket`, `name_sum`, `name_count`). */
export interface Sample {
  metricName?: string;
  labels: Readonly<Record<string, string | number>>;
  value: number;
}

export interface DurationsOptions {
  registry: Registry;
  name: string;
  help: string;
  /** In seconds, ascending: the rows' own. */
  bounds: readonly number[];
}

type Rows = readonly DurationRow<Readonly<Record<string, string | number>>>[];

/** A histogram of these rows. prom-client fills its own one by one only; a registry asks for no more than this. */
export function addDurations(rows: Rows, { registry, name, help, bounds }: DurationsOptions): void {
  const get = async () => ({
    name,
    help,
    type: "histogram",
    aggregator: "sum",
    values: samplesOf(rows, name, bounds),
  });
  registry.registerMetric({ name, get } as unknown as Histogram);
}

function samplesOf(rows: Rows, name: string, bounds: readonly number[]): Sample[] {
  return rows.flatMap(({ labels, count, seconds, within }) => {
    let sum = 0;
    const buckets = bounds.map((le, at) => {
      sum += within[at] ?? 0;
      return { metricName: `${name}_bucket`, labels: { le, ...labels }, value: sum };
    });
    return [
      ...buckets,
      { metricName: `${name}_bucket`, labels: { le: "+Inf", ...labels }, value: count },
      { metricName: `${name}_sum`, labels, value: seconds },
      { metricName: `${name}_count`, labels, value: count },
    ];
  });
}
