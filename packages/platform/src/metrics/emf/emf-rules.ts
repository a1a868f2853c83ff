import { bucketsOf, type MetricDeclaration, type MetricUnit } from "@shopeasy/contracts/metric-declaration";
import type { DistributionSeries, MetricReading } from "../readings";

/** Sizes by value: so many of each. CloudWatch makes percentiles of it. */
export interface EmfDistribution {
  Values: number[];
  Counts: number[];
  Min: number;
  Max: number;
  Sum: number;
  Count: number;
}

/** One metric under one set of dimensions. */
export interface EmfDatum {
  name: string;
  unit: MetricUnit;
  dimensions: Readonly<Record<string, string>>;
  value: number | EmfDistribution;
}

const units = {
  seconds: "Seconds",
  bytes: "Bytes",
  count: "Count",
  ratio: "None",
  "minor-units": "None",
} as const satisfies Record<MetricUnit, string>;

/** In one directive: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html */
const mostMetrics = 100;

/** What a metric adds up to, for every combination of a set of dimensions that there is. */
export function summed(
  { numbers, distributions }: Pick<MetricReading, "numbers" | "distributions">,
  common: Readonly<Record<string, string>>,
  dimensions: readonly string[],
): { dimensions: Record<string, string>; total: number | DistributionSeries }[] {
  const groups = new Map<
    string,
    { dimensions: Record<string, string>; total: number | DistributionSeries }
  >();
  for (const one of [...numbers, ...distributions]) {
    const labels: Record<string, string> = { ...common, ...one.labels };
    const values = Object.fromEntries(dimensions.map((name) => [name, labels[name] ?? ""]));
    if (Object.values(values).includes("")) continue;
    const key = JSON.stringify(values);
    const known = groups.get(key)?.total;
    const total = "value" in one ? Number(known ?? 0) + one.value : together(one, known);
    groups.set(key, { dimensions: values, total });
  }
  return [...groups.values()];
}

function together(
  one: DistributionSeries,
  other: number | DistributionSeries | undefined,
): DistributionSeries {
  if (other === undefined || typeof other === "number") return one;
  const { labels } = one;
  const within = one.within.map((count, at) => count + Number(other.within[at]));
  return { labels, count: one.count + other.count, sum: one.sum + other.sum, within };
}

/** What came to a counter or a histogram; undefined where nothing did. */
export function cameTo(
  now: number | DistributionSeries,
  before: number | DistributionSeries | undefined,
): number | DistributionSeries | undefined {
  if (typeof now === "number") {
    const change = now - Number(before ?? 0);
    return change > 0 ? change : undefined;
  }
  if (before === undefined || typeof before === "number") return now.count > 0 ? now : undefined;
  const count = now.count - before.count;
  if (count <= 0) return undefined;
  const within = now.within.map((all, at) => all - Number(before.within[at]));
  return { labels: now.labels, count, sum: now.sum - before.sum, within };
}

/**
 * Buckets as CloudWatch takes them: each by its middle, so there are as many values as bounds and never over 100. What is
 * above all bounds is told by what the sum leaves for it.
 */
export function distributionOf(series: DistributionSeries, declaration: MetricDeclaration): EmfDistribution {
  const bounds = bucketsOf(declaration);
  const last = bounds.at(-1) ?? 0;
  const Values: number[] = [];
  const Counts: number[] = [];
  let told = 0;
  series.within.forEach((count, at) => {
    if (count === 0) return;
    const upper = bounds[at];
    const middle = short(((bounds[at - 1] ?? 0) + (upper ?? 0)) / 2);
    const value = upper === undefined ? Math.max(last, (series.sum - told) / count) : middle;
    told += value * count;
    Values.push(value);
    Counts.push(count);
  });
  const [Min = 0, Max = Min] = [Values[0], Values.at(-1)];
  return { Values, Counts, Min, Max, Sum: series.sum, Count: series.count };
}

/** Without the digits that only binary fractions have. */
const short = (value: number): number => Number(value.toPrecision(6));

/** Lines of CloudWatch's embedded metric format: one for all that has the same dimensions, or a few where that is much. */
export function emfLines(data: readonly EmfDatum[], namespace: string, timestampMs: number): string[] {
  const groups = new Map<string, EmfDatum[]>();
  for (const datum of data) {
    const key = JSON.stringify(datum.dimensions);
    groups.set(key, [...(groups.get(key) ?? []), datum]);
  }
  return [...groups.values()].flatMap((group) => {
    const lines: string[] = [];
    for (let at = 0; at < group.length; at += mostMetrics) {
      lines.push(emfLine(group.slice(at, at + mostMetrics), namespace, timestampMs));
    }
    return lines;
  });
}

function emfLine(data: readonly EmfDatum[], Namespace: string, Timestamp: number): string {
  const dimensions = data[0]?.dimensions ?? {};
  const Metrics = data.map(({ name, unit }) => ({ Name: name, Unit: units[unit] }));
  const values = Object.fromEntries(data.map(({ name, value }) => [name, value]));
  const CloudWatchMetrics = [{ Namespace, Dimensions: [Object.keys(dimensions)], Metrics }];
  return `${JSON.stringify({ _aws: { Timestamp, CloudWatchMetrics }, ...dimensions, ...values })}\n`;
}
