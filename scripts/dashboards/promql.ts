import { type Measure, measuresOf, type Ratio } from "@shopeasy/contracts/dashboard-definition";
import { shopMetrics } from "@shopeasy/contracts/metrics";

/** A board of one service narrows every query by Grafana's variable. */
export interface Narrowed {
  isOfOneService: boolean;
}

const minute = "1m";

/** What Prometheus is asked for a line. */
export function promqlOf(line: Measure | Ratio, narrowed: Narrowed): string {
  if ("metric" in line) return mostOf(line, shown(line, minute, narrowed));
  const { overMinutes = 1, factor = 1, offset = 0 } = line;
  const [of = "", whole = ""] = measuresOf(line).map((one) => shown(one, spanOf(overMinutes), narrowed));
  // Where nothing was bad yet there is no series of it; where nothing came in there is nothing to tell.
  const share = `(${of} or ${whole} * 0) / (${whole} > 0)`;
  if (factor === 1 && offset === 0) return share;
  const times = `${rounded(factor)} * (${share})`;
  return offset === 0 ? times : `${rounded(offset)} + ${times}`;
}

/** How Grafana calls the line: by its name, its labels, or both. */
export function legendOf(line: Measure | Ratio): string {
  if (!("metric" in line)) return line.name;
  return [line.name, ...line.by.map((label) => `{{${label}}}`)].filter(Boolean).join(" ") || line.metric;
}

const rounded = (value: number): number => Number(value.toPrecision(6));

/** `43200` minutes are `30d`. */
export const spanOf = (minutes: number): string => {
  if (minutes % 1_440 === 0) return `${minutes / 1_440}d`;
  return minutes % 60 === 0 ? `${minutes / 60}h` : `${minutes}m`;
};

const mostOf = ({ most }: Measure, query: string) => (most === undefined ? query : `topk(${most}, ${query})`);

function shown(measure: Measure, span: string, { isOfOneService }: Narrowed): string {
  const { metric, shown: how, by } = measure;
  const labels = [
    ...Object.entries(measure.where).map(([label, value]) => `${label}="${value}"`),
    ...(isOfOneService ? ['service="$service"'] : []),
  ];
  const of = (suffix = "") => `${metric}${suffix}${labels.length > 0 ? `{${labels.join(",")}}` : ""}`;
  const grouped = (how: string, more: readonly string[] = []) => {
    const names = [...more, ...by];
    return names.length > 0 ? `${how} by (${names.join(", ")})` : how;
  };
  const rate = (suffix: string) => `${grouped("sum")} (rate(${of(suffix)}[${span}]))`;
  switch (how) {
    case "per-second":
      return rate(shopMetrics[metric].kind === "histogram" ? "_count" : "");
    case "per-minute":
      return `60 * ${rate("")}`;
    case "seconds-per-second":
      return rate("_sum");
    case "greatest":
      return `${grouped("max")} (${of()})`;
    case "sum":
      return `${grouped("sum")} (${of()})`;
    case "p50":
    case "p95":
    case "p99": {
      const rates = `${grouped("sum", ["le"])} (rate(${of("_bucket")}[${span}]))`;
      return `histogram_quantile(${Number(how.slice(1)) / 100}, ${rates})`;
    }
  }
}
