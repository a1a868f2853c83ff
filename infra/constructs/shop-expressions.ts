import {
  type AwsMeasure,
  type Measure,
  measuresOf,
  type Ratio,
  type Shown,
} from "../../packages/contracts/src/dashboard-definition";
import type { MetricDeclaration } from "../../packages/contracts/src/metric-declaration";
import { shopMetrics } from "../../packages/contracts/src/metrics";

/** A row of a widget's `metrics`: metric math, with what CloudWatch is to make of it. */
export interface Expression {
  expression: string;
  id: string;
  label?: string;
  visible?: false;
  period?: number;
}

const statistics: Record<Exclude<Shown, "per-second">, string> = {
  ...{ "per-minute": "Sum", "seconds-per-second": "Sum", greatest: "Maximum", sum: "Maximum" },
  ...{ p50: "p50", p95: "p95", p99: "p99" },
};

/**
 * The labels by which CloudWatch has a measure: the fewest that hold all it is split and narrowed by; undefined where it
 * is not sent there by these.
 */
export function labelsIn({ metric, by, where }: Measure): readonly string[] | undefined {
  const { cloudWatch }: MetricDeclaration = shopMetrics[metric];
  const needed = [...by, ...Object.keys(where)];
  return cloudWatch?.dimensions
    .filter((labels) => needed.every((label) => labels.includes(label)))
    .toSorted((one, other) => one.length - other.length)[0];
}

/** Whether CloudWatch can show a line at all. */
export const isInCloudWatch = (line: Measure | Ratio): boolean =>
  measuresOf(line).every((measure) => labelsIn(measure) !== undefined);

/** Metric math for a line; `index` keeps its ids apart from the others'. */
export function expressionsOf(line: Measure | Ratio, namespace: string, index: number): Expression[] {
  if ("metric" in line) {
    const found = searched(line, namespace, 60);
    const lines = line.by.length > 0 ? found : together(line, found);
    const most = line.most === undefined ? lines : `SLICE(SORT(${lines}, MAX, DESC), 0, ${line.most})`;
    const label = line.by.length > 0 ? labelOf(line) : (line.name ?? line.metric);
    return [{ expression: most, id: `e${index}`, label }];
  }
  const { overMinutes = 1, factor = 1, offset = 0, name } = line;
  const period = 60 * overMinutes;
  const [of = "", whole = ""] = measuresOf(line).map((one) =>
    together(one, searched(one, namespace, period)),
  );
  const number = (value: number) => Number(value.toPrecision(6));
  const share = `FILL(e${index}of, 0) / e${index}in`;
  return [
    { expression: of, id: `e${index}of`, visible: false, period },
    { expression: whole, id: `e${index}in`, visible: false, period },
    { expression: `${number(offset)} + ${number(factor)} * ${share}`, id: `e${index}`, label: name, period },
  ];
}

/** Of AWS's own metrics: all that are of the shop, by their names. */
export const awsExpression = (measure: AwsMeasure, index: number): Expression => {
  const { namespace, dimensions, metric, statistic, words = "" } = measure;
  const terms = [`{${namespace},${dimensions.join(",")}}`, `MetricName="${metric}"`, "shopeasy", words];
  const search = `SEARCH('${terms.filter(Boolean).join(" ")}', '${statistic}', 60)`;
  return { expression: search, id: `a${index}`, label: `\${PROP('Dim.${dimensions.at(-1)}')}` };
};

const labelOf = ({ name, by }: Measure) =>
  [name, ...by.map((label) => `\${PROP('Dim.${label}')}`)].filter(Boolean).join(" ");

/** All that CloudWatch has of a measure, a line each. A counter is sent as what came to it. */
function searched(measure: Measure, namespace: string, period: number): string {
  const { metric, shown, where } = measure;
  const labels = labelsIn(measure) ?? [];
  const { kind } = shopMetrics[metric];
  const terms = [
    `{${[namespace, ...labels].join(",")}}`,
    `MetricName="${metric}"`,
    ...Object.entries(where).map(([label, value]) => `${label}="${value}"`),
  ];
  const counts = kind === "histogram" ? "SampleCount" : "Sum";
  const statistic = shown === "per-second" ? counts : statistics[shown];
  const search = `SEARCH('${terms.join(" ")}', '${statistic}', ${period})`;
  return shown === "per-second" || shown === "seconds-per-second" ? `${search} / ${period}` : search;
}

/** One line of many: their sum, or where that means nothing the greatest. */
function together({ shown }: Measure, lines: string): string {
  const adds = ["per-second", "per-minute", "seconds-per-second", "sum"].includes(shown);
  return `${adds ? "SUM" : "MAX"}(${lines})`;
}
