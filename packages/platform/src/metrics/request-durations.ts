import type { Histogram, Registry } from "prom-client";
import type { RequestTable } from "./request-table";

interface Sample {
  metricName: string;
  labels: Readonly<Record<string, string | number>>;
  value: number;
}

export interface RequestDurationsOptions {
  registry: Registry;
  name: string;
  help: string;
  /** In seconds, ascending: the table's own. */
  bounds: readonly number[];
}

/** A histogram of what the table holds. prom-client fills its own one by one only; a registry asks for no more than this. */
export function addRequestDurations(table: RequestTable, options: RequestDurationsOptions): void {
  const { registry, name, help, bounds } = options;
  const get = async () => ({
    name,
    help,
    type: "histogram",
    aggregator: "sum",
    values: samplesOf(table, name, bounds),
  });
  registry.registerMetric({ name, get } as unknown as Histogram);
}

function samplesOf({ rows }: RequestTable, name: string, bounds: readonly number[]): Sample[] {
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
