import { measure } from "../../packages/contracts/src/dashboard-definition";
import { boards } from "../../packages/contracts/src/dashboards";
import { shopMetrics } from "../../packages/contracts/src/metrics";
import { expressionsOf, isInCloudWatch, labelsIn } from "../constructs/shop-expressions";
import { resources } from "./synthesized";

interface Widget {
  type: string;
  x: number;
  y: number;
  width: number;
  height: number;
  properties: { title?: string; metrics?: { expression: string; id: string }[][] };
}
const dashboards = resources("prod", "observability", "aws_cloudwatch_dashboard").map(({ config }) => ({
  name: String(config.dashboard_name),
  // As Terraform would read it.
  body: String(config.dashboard_body).replaceAll("$${", () => "${"),
  written: String(config.dashboard_body),
}));
const widgetsOf = (body: string) => (JSON.parse(body) as { widgets: Widget[] }).widgets;
const ofBoards = dashboards.filter(({ name }) => name !== "shopeasy-prod-releases");
const expressions = ofBoards.flatMap(({ body }) =>
  widgetsOf(body).flatMap(({ properties: { metrics = [] } }) => metrics.flat()),
);

test("every board has a dashboard, beside that of releases", () => {
  const names = boards.map(({ id }) => `shopeasy-prod-${id}`);

  expect(dashboards.map(({ name }) => name).sort()).toEqual([...names, "shopeasy-prod-releases"].sort());
});

test("what CloudWatch makes labels of is nothing that Terraform would put in", () => {
  for (const { written } of dashboards) expect(written).not.toMatch(/(?<!\$)\$\{PROP/);
});

test("what is searched for is sent by just these labels", () => {
  const searches = expressions.flatMap(({ expression }) => [
    ...expression.matchAll(/SEARCH\('\{ShopEasy\/prod([^}]*)\} MetricName="(\w+)"/g),
  ]);

  expect(searches.length).toBeGreaterThan(50);
  for (const [, labels = "", name = ""] of searches) {
    const { cloudWatch } = shopMetrics[name as keyof typeof shopMetrics] as {
      cloudWatch?: { dimensions: readonly (readonly string[])[] };
    };
    expect(cloudWatch?.dimensions).toContainEqual(labels.split(",").filter(Boolean));
  }
});

test("widgets lie beside and below one another, on a grid of 24, with ids that are their own", () => {
  for (const { body } of ofBoards) {
    const taken = new Set<string>();
    for (const { x, y, width, height, properties } of widgetsOf(body)) {
      expect(x + width).toBeLessThanOrEqual(24);
      for (let column = x; column < x + width; column++) {
        for (let line = y; line < y + height; line++) {
          expect(taken).not.toContain(`${column} ${line}`);
          taken.add(`${column} ${line}`);
        }
      }
      const ids = (properties.metrics ?? []).flat().map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
    }
  }
});

test("a counter is what came to it, a histogram its percentiles or its count, a gauge its greatest", () => {
  const of = (line: Parameters<typeof expressionsOf>[0]) => expressionsOf(line, "ns", 0)[0]?.expression;

  expect(of(measure("checkout_steps_total", "per-minute", { where: { step: "quoted" } }))).toBe(
    `SUM(SEARCH('{ns,step} MetricName="checkout_steps_total" step="quoted"', 'Sum', 60))`,
  );
  expect(of(measure("http_request_duration_seconds", "p99", { by: ["service"] }))).toBe(
    `SEARCH('{ns,service} MetricName="http_request_duration_seconds"', 'p99', 60)`,
  );
  expect(of(measure("http_request_duration_seconds", "per-second", { by: ["service"] }))).toBe(
    `SEARCH('{ns,service} MetricName="http_request_duration_seconds"', 'SampleCount', 60) / 60`,
  );
  expect(of(measure("outbox_oldest_seconds", "greatest"))).toBe(
    `MAX(SEARCH('{ns,service} MetricName="outbox_oldest_seconds"', 'Maximum', 60))`,
  );
});

test("what is not sent to CloudWatch, or not by a label, is not shown there", () => {
  expect(isInCloudWatch(measure("process_start_time_seconds", "greatest"))).toBe(false);
  expect(isInCloudWatch(measure("http_requests_total", "per-second", { by: ["route"] }))).toBe(false);
  expect(labelsIn(measure("http_requests_total", "per-second", { by: ["status"] }))).toEqual([
    "service",
    "status",
  ]);
});

test("a board of one service has it chosen, and asks for no other's", () => {
  const { body } = ofBoards.find(({ name }) => name.endsWith("one-service"))!;
  const { variables } = JSON.parse(body) as { variables: { pattern: string }[] };
  const searches = body.match(/SEARCH\(/g) ?? [];

  expect(variables).toMatchObject([{ pattern: "CHOSEN_SERVICE", type: "pattern", defaultValue: "users" }]);
  expect(body.match(/service=\\"CHOSEN_SERVICE\\"/g)).toHaveLength(searches.length);
});
