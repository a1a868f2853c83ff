import { shopMetrics } from "../../packages/contracts/src/metrics";
import { burnAlarms } from "../../packages/contracts/src/slo-rules";
import { journeyNames, journeys, objectives } from "../../packages/contracts/src/slos";
import type { Resource } from "../policies/resources";
import { resources } from "./synthesized";

const made = (type: string) => resources("prod", "observability", type);
const named = ({ config }: Resource) => String(config.alarm_name).replace("shopeasy-prod-", "");
const windows = made("aws_cloudwatch_metric_alarm").filter((alarm) => named(alarm).startsWith("slo-"));
const composites = made("aws_cloudwatch_composite_alarm").filter((alarm) => named(alarm).startsWith("slo-"));
const window = (name: string) => windows.find((alarm) => named(alarm) === name)!.config;
const queries = (config: Resource["config"]) =>
  config.metric_query as { id: string; expression?: string; metric?: Record<string, unknown> }[];

test("every journey and objective wakes people while it burns fast, and tells them later while it creeps", () => {
  const wanted = journeyNames.flatMap((journey) =>
    objectives.flatMap((objective) =>
      ["burning", "creeping"].map((how) => `slo-${journey}-${objective}-${how}`),
    ),
  );

  expect(composites.map(named).sort()).toEqual(wanted.sort());
  expect(windows).toHaveLength(journeyNames.length * objectives.length * burnAlarms.length * 2);
});

test("a window is one point of the metric that services count, as long as CloudWatch takes it", () => {
  for (const { config } of windows) {
    const periods = queries(config).flatMap(({ metric }) => (metric ? [Number(metric.period)] : []));

    expect(config.evaluation_periods).toBe(1);
    for (const period of periods) {
      expect(period % 60).toBe(0);
      expect(period).toBeLessThanOrEqual(7 * 86_400);
    }
    for (const { metric } of queries(config)) {
      if (!metric) continue;
      const labels = Object.keys(Object(metric.dimensions)).sort();
      expect(metric).toMatchObject({
        metric_name: "journey_requests_total",
        namespace: "ShopEasy/prod",
        stat: "Sum",
      });
      expect(
        shopMetrics.journey_requests_total.cloudWatch.dimensions.map((set) => [...set].sort()),
      ).toContainEqual(labels);
    }
  }
});

test("the thresholds are those of the objectives, and the long window must hold ten bad ones", () => {
  const long = window("slo-checkout-availability-fast-long");
  const short = window("slo-checkout-availability-fast-short");

  expect(journeys.checkout.availability.target).toBe(0.9995);
  expect([long.threshold, short.threshold]).toEqual([0.0072, 0.0072]);
  expect(queries(long).map(({ metric }) => metric?.period)).toEqual([undefined, 3_600, 3_600]);
  expect(queries(short).map(({ metric }) => metric?.period)).toEqual([undefined, 300, 300]);
  expect(queries(long)[0]?.expression).toBe(
    "IF(FILL(bad, 0) >= 10, FILL(bad, 0) / (FILL(good, 0) + FILL(bad, 0)), 0)",
  );
  expect(window("slo-browse-latency-creeping-long")).toMatchObject({ threshold: 0.01 });
});

test("both windows of one burn rate must ring together", () => {
  const { config } = composites.find((alarm) => named(alarm) === "slo-cart-latency-burning")!;
  const rule = String(config.alarm_rule).replaceAll(
    /"\$\{[^}]*slos_cart-latency-(\w+)-(\w+)_alarm[^}]*\}"/g,
    "$1 $2",
  );

  expect(rule).toBe(
    "(ALARM(fast long) AND ALARM(fast short)) OR (ALARM(steady long) AND ALARM(steady short))",
  );
});

test("what creeps goes to the topic of tickets, and keeps still while the other wakes people", () => {
  for (const { config } of composites) {
    const isTicket = String(config.alarm_name).endsWith("-creeping");

    expect(JSON.stringify(config.alarm_actions).includes("tickets_topic")).toBe(isTicket);
    expect(config.actions_suppressor !== undefined).toBe(isTicket);
  }
  const mails = resources("prod", "foundation", "aws_sns_topic_subscription").map(
    ({ config }) => config.endpoint,
  );
  expect(mails).toEqual(["on-call@shopeasy.example", "shop@shopeasy.example"]);
});
