import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import {
  bucketsOf,
  commonLabels,
  type MetricDeclaration,
  type MetricDeclarations,
} from "../src/metric-declaration";
import { shopMetrics } from "../src/metrics";
import { businessMetrics } from "../src/metrics/business-metrics";
import { serviceNames } from "../src/route-table";
import { journeyNames, journeys } from "../src/slos";

const root = resolve(__dirname, "../../..");
const metrics: [string, MetricDeclaration][] = Object.entries<MetricDeclaration>(shopMetrics);
/** main and worker of each service, and the two lambdas. */
const programs = serviceNames.length * 2 + 2;

const valuesOf = ({ values = {} }: MetricDeclaration, label: string): number => {
  const said = values[label];
  return typeof said === "number" ? said : (said?.length ?? 0);
};

/** Of a label that every metric has, how many there may be: of CloudWatch's series those of all programs count. */
const commonValues: Readonly<Record<string, number>> = { service: serviceNames.length + 2, program: 2 };

const combinations = (declaration: MetricDeclaration, labels: readonly string[]): number =>
  labels.reduce((all, label) => all * (commonValues[label] ?? valuesOf(declaration, label)), 1);

test("every label has its values declared, or how many there may be", () => {
  for (const [name, declaration] of metrics) {
    const { labels, values = {} } = declaration;
    expect([name, Object.keys(values).toSorted()]).toEqual([name, labels.toSorted()]);
    expect([name, labels.filter((label) => (commonLabels as readonly string[]).includes(label))]).toEqual([
      name,
      [],
    ]);
  }
});

test("what goes to CloudWatch goes there by labels that there are, at least one and at most 30", () => {
  for (const [name, { labels, cloudWatch }] of metrics) {
    for (const set of cloudWatch?.dimensions ?? []) {
      const known: readonly string[] = [...commonLabels, ...labels];
      expect([name, set.filter((label) => !known.includes(label))]).toEqual([name, []]);
      expect(set.length).toBeGreaterThan(0);
      expect(set.length).toBeLessThanOrEqual(30);
    }
  }
});

test("names say what is measured, in Prometheus' way", () => {
  for (const [name, { kind, unit, buckets }] of metrics) {
    expect(name).toMatch(/^[a-z][a-z0-9_]*$/);
    expect([name, name.endsWith("_total")]).toEqual([name, kind === "counter"]);
    if (unit === "seconds") expect(name).toMatch(/_seconds(_total)?$/);
    if (buckets) expect(buckets).toEqual(buckets.toSorted((one, other) => one - other));
  }
});

test("what a journey's requests are held against is a bound of what they are counted by", () => {
  const bounds = bucketsOf(shopMetrics.http_request_duration_seconds);

  for (const name of journeyNames) expect(bounds).toContain(journeys[name].latency.withinSeconds);
  expect(shopMetrics.journey_requests_total.values.journey).toBeGreaterThanOrEqual(journeyNames.length);
});

test("CloudWatch is told of no more metrics than are worth their price", () => {
  // Routes apart: those that nobody asks for cost nothing.
  const fixed = metrics.map(([, declaration]) => {
    const sets = declaration.cloudWatch?.dimensions ?? [];
    const kept = sets.filter((set) => !set.includes("route"));
    return kept.reduce((sum, set) => sum + combinations(declaration, set), 0);
  });
  const series = fixed.reduce((sum, count) => sum + count, 0);

  // As if every service had every metric; some 600 are there in truth: docs/metrics.md.
  expect(series).toBeLessThan(1_700);
});

test("a program has no more series in Prometheus than it can tell of at each scrape", () => {
  const byRoute = new Set([
    "http_requests_total",
    "http_request_duration_seconds",
    "http_request_errors_total",
  ]);
  const series = metrics
    .filter(([name]) => !byRoute.has(name))
    .map(([, declaration]) => {
      const each = declaration.kind === "histogram" ? bucketsOf(declaration).length + 3 : 1;
      return each * combinations(declaration, declaration.labels);
    });

  expect(series.reduce((sum, count) => sum + count, 0) * programs).toBeLessThan(120_000);
});

test("the shop's own metrics are each made by the service that they are said to be of", () => {
  for (const [name, { by = [] }] of Object.entries<MetricDeclaration>(
    businessMetrics as MetricDeclarations,
  )) {
    const said = [...new Set(by.map((program) => program.split(" ")[0]))].toSorted();
    const making = sourcesBelow(join(root, "services"))
      .filter((path) => readFileSync(path, "utf8").includes(`shopMetrics, "${name}"`))
      .map((path) => path.slice(join(root, "services/").length).split("/")[0]);

    expect([name, [...new Set(making)].toSorted()]).toEqual([name, said]);
  }
});

test("no metric is made beside its declaration", () => {
  const sources = ["services", "packages/platform/src", "scripts"].flatMap((folder) =>
    sourcesBelow(join(root, folder)),
  );
  const makers = sources
    .filter((path) => /new (Counter|Gauge|Histogram|Summary)\b[<(]/.test(readFileSync(path, "utf8")))
    .map((path) => path.slice(root.length + 1));

  expect(makers).toEqual(["packages/platform/src/metrics/metrics.ts"]);
});

function sourcesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory())
      return name === "node_modules" || name === "test" ? [] : sourcesBelow(path);
    return name.endsWith(".ts") ? [path] : [];
  });
}
