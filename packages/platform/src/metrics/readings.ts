import type { MetricDeclaration } from "@shopeasy/contracts/metric-declaration";
import type { Sample } from "./duration-samples";

/** A counter's total, or a gauge's value. */
interface NumberSeries {
  labels: Readonly<Record<string, string>>;
  value: number;
}

/** All that a histogram has counted. */
export interface DistributionSeries {
  labels: Readonly<Record<string, string>>;
  count: number;
  sum: number;
  /** How many were no greater than each bound, and greater than the one before it; last, those above all bounds. */
  within: number[];
}

/** How a metric stands. */
export interface MetricReading {
  name: string;
  declaration: MetricDeclaration;
  numbers: NumberSeries[];
  distributions: DistributionSeries[];
}

interface Readable {
  get(): Promise<{ values: readonly Sample[] }>;
}

/** Reads a metric as prom-client has it, with what is collected at a scrape. */
export async function readMetric(
  name: string,
  declaration: MetricDeclaration,
  metric: unknown,
): Promise<MetricReading> {
  const { values } = await (metric as Readable).get();
  const isHistogram = declaration.kind === "histogram";
  return {
    name,
    declaration,
    numbers: isHistogram ? [] : values.map(({ labels, value }) => ({ labels: textual(labels), value })),
    distributions: isHistogram ? distributionsIn(name, values) : [],
  };
}

function distributionsIn(name: string, samples: readonly Sample[]): DistributionSeries[] {
  const series = new Map<string, DistributionSeries>();
  let before = 0;
  for (const { metricName, labels: all, value } of samples) {
    const { le, ...labels } = textual(all);
    const key = JSON.stringify(labels);
    const known = series.get(key);
    const one = known ?? { labels, count: 0, sum: 0, within: [] };
    if (!known) {
      series.set(key, one);
      before = 0;
    }
    // Prometheus' buckets hold those before them too; they come in ascending order.
    if (metricName === `${name}_bucket`) {
      one.within.push(value - before);
      before = value;
    } else if (metricName === `${name}_sum`) one.sum = value;
    else one.count = value;
  }
  return [...series.values()];
}

const textual = (labels: Sample["labels"]): Record<string, string> =>
  Object.fromEntries(Object.entries(labels).map(([label, value]) => [label, String(value)]));
