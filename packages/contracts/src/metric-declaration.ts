/** `ratio` is of 0 to 1; `minor-units` are cents and the like. */
export type MetricUnit = "seconds" | "bytes" | "count" | "ratio" | "minor-units";

/** Labels that every metric has: whose it is (`orders`), and which of its programs (`main`, `worker`, `lambda`). */
export const commonLabels = ["service", "program"] as const;

/**
 * A metric, declared once under its name: the code makes it from this, dashboards, alarms and docs/metrics.md are made
 * from it too. A counter only grows, a gauge is how something stands, a histogram counts by size.
 */
export interface MetricDeclaration {
  kind: "counter" | "gauge" | "histogram";
  unit: MetricUnit;
  /** Beside the common ones. */
  labels: readonly string[];
  /** What each label may say; or, where nobody can list that, how many values it may come to in one program. */
  values?: Readonly<Record<string, readonly string[] | number>>;
  /** What it means, in a sentence. */
  help: string;
  /** Of a histogram: upper bounds, ascending. Without them those of `durationBuckets`. */
  buckets?: readonly number[];
  /** The programs that have it, as `orders main`; without them all have it that do such a thing at all. */
  by?: readonly string[];
  /**
   * Sent to CloudWatch as well, under the same name, once for each of these sets of labels (common ones may be among
   * them): every combination of their values is a metric that is paid for. A counter is sent as what came to it since the
   * last time, and not at all where that is nothing: fill gaps with 0. A histogram has percentiles there.
   */
  cloudWatch?: { dimensions: readonly (readonly string[])[] };
}

export type MetricDeclarations = Readonly<Record<string, MetricDeclaration>>;

/** In seconds: 1 ms to 10 s. */
export const durationBuckets = [
  0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
] as const;

/** The upper bounds of a histogram. */
export const bucketsOf = ({ buckets }: MetricDeclaration): readonly number[] => buckets ?? durationBuckets;
