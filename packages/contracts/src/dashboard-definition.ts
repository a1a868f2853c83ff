import type { commonLabels } from "./metric-declaration";
import type { MetricName, shopMetrics } from "./metrics";

/** What can be seen of a metric, by its kind. Rates are over a minute, and percentiles of a minute. */
interface ShownByKind {
  counter: "per-second" | "per-minute";
  gauge: "greatest" | "sum";
  /** `per-second` counts, `seconds-per-second` is the share of time that was spent so. */
  histogram: "p50" | "p95" | "p99" | "per-second" | "seconds-per-second";
}
export type Shown = ShownByKind[keyof ShownByKind];

type Declared = typeof shopMetrics;
type ShownOf<Name extends MetricName> = ShownByKind[Declared[Name]["kind"]];
type LabelOf<Name extends MetricName> = Declared[Name]["labels"][number] | (typeof commonLabels)[number];

/** Lines of one metric: one in all, or one for each combination of the labels it is split `by`. */
export interface Measure {
  metric: MetricName;
  shown: Shown;
  by: readonly string[];
  where: Readonly<Record<string, string>>;
  /** What it is called, where it is not told by the labels. */
  name?: string;
  /** Of very many lines, only the greatest are shown. */
  most?: number;
}

/** `offset + factor × of ÷ in`: a share, a burn rate, what is left of a budget. Nothing is shown while nothing came `in`. */
export interface Ratio {
  name: string;
  of: Measure;
  in: Measure;
  factor?: number;
  offset?: number;
  /** Over how long; a minute unless given. */
  overMinutes?: number;
}

/** What AWS itself measures, for all that is the shop's: shown in CloudWatch only. */
export interface AwsMeasure {
  namespace: string;
  /** Names of its dimensions, by which there are lines. */
  dimensions: readonly string[];
  metric: string;
  statistic: "Sum" | "Average" | "Maximum" | "Minimum" | "SampleCount";
  /** Words that its dimensions must hold, beside the shop's name. */
  words?: string;
}

export type Unit =
  | "per-second"
  | "per-minute"
  | "seconds"
  | "bytes"
  | "share"
  | "count"
  | "times"
  | "minor-units";

export interface Panel {
  title: string;
  /** What it says, and what to look for. */
  about: string;
  unit: Unit;
  lines: readonly (Measure | Ratio)[];
  aws?: readonly AwsMeasure[];
  /** Drawn across: an objective, or where alarms ring. */
  limit?: number;
  /** The newest values as numbers in place of a chart. */
  asNumbers?: true;
}

export interface Board {
  /** In addresses and names of files. */
  id: string;
  title: string;
  about: string;
  /** All of it is of one service, which whoever looks chooses. */
  ofOneService?: true;
  rows: readonly { title: string; panels: readonly Panel[] }[];
}

interface Narrowing<Name extends MetricName> {
  by?: readonly LabelOf<Name>[];
  where?: Partial<Record<LabelOf<Name>, string>>;
  name?: string;
  most?: number;
}

/** A metric that is declared, shown in a way that its kind has, by labels that it has: anything else is a type error. */
export const measure = <Name extends MetricName>(
  metric: Name,
  shown: ShownOf<Name>,
  { by = [], where = {}, ...rest }: Narrowing<Name> = {},
): Measure => ({ metric, shown, by, where: where as Record<string, string>, ...rest });

/** A board of one service, of which it is: every measure is narrowed to it. */
export function narrowed(line: Measure | Ratio, where: Readonly<Record<string, string>>): Measure | Ratio {
  const narrow = (one: Measure): Measure => ({ ...one, where: { ...one.where, ...where } });
  return "metric" in line ? narrow(line) : { ...line, of: narrow(line.of), in: narrow(line.in) };
}

/** Whether what is shown is a rate, which is reckoned from how much came to it. */
export const measuresOf = (line: Measure | Ratio): readonly Measure[] =>
  "metric" in line ? [line] : [line.of, line.in];
