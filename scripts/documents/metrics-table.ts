import {
  bucketsOf,
  type MetricDeclaration,
  type MetricDeclarations,
} from "@shopeasy/contracts/metric-declaration";

const begin = "<!-- metrics:begin -->";
const end = "<!-- metrics:end -->";

/** A page with its table of metrics made anew, between its two marks. Throws where it has none. */
export function withMetricsTable(page: string, declared: MetricDeclarations): string {
  const [before, rest] = page.split(begin);
  const after = rest?.split(end)[1];
  if (after === undefined) throw new Error(`The page needs ${begin} and ${end}`);
  return `${before}${begin}\n${metricsTable(declared)}\n${end}${after}`;
}

/** Every metric as it is declared, in Markdown. */
function metricsTable(declared: MetricDeclarations): string {
  const rows = Object.entries(declared).map(([name, declaration]) => row(name, declaration));
  const head = [
    "| metric | kind | labels | what it means | to CloudWatch by |",
    "| --- | --- | --- | --- | --- |",
  ];
  return [...head, ...rows].join("\n");
}

function row(name: string, declaration: MetricDeclaration): string {
  const { kind, unit, help, by, cloudWatch } = declaration;
  const bounds = bucketsOf(declaration);
  const size = kind === "histogram" ? `, ${bounds[0]} to ${bounds.at(-1)}` : "";
  const whose = by ? ` Of ${by.join(", ")}.` : "";
  const sets = (cloudWatch?.dimensions ?? []).map((names) => names.join(" + "));
  return `| \`${name}\` | ${kind}, ${unit}${size} | ${labelsOf(declaration)} | ${help}${whose} | ${sets.join("; ") || "–"} |`;
}

function labelsOf({ labels, values = {} }: MetricDeclaration): string {
  const told = labels.map((label) => {
    const said = values[label];
    return Array.isArray(said) ? `\`${label}\`: ${said.join(" ")}` : `\`${label}\``;
  });
  return told.join("; ") || "–";
}
