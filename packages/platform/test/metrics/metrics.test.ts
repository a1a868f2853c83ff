import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import type { MetricDeclarations } from "@shopeasy/contracts/metric-declaration";
import { eventually } from "@shopeasy/testing/eventually";
import { build } from "esbuild";
import { createMetrics } from "../../src/metrics/metrics";

const run = promisify(execFile);

const declared = {
  reviews_total: {
    kind: "counter",
    unit: "count",
    labels: ["outcome"],
    values: { outcome: ["published", "flagged", "rejected"] },
    help: "Reviews taken.",
  },
  review_age_seconds: {
    kind: "histogram",
    unit: "seconds",
    labels: [],
    help: "Wait in the queue.",
    buckets: [1, 60],
  },
  queue_depth: { kind: "gauge", unit: "count", labels: [], help: "Waiting." },
} as const satisfies MetricDeclarations;

test("answered requests are counted and timed by route, method and status", async () => {
  const metrics = createMetrics({ service: "orders" });

  metrics.requestFinished({ route: "/orders/{id}", method: "GET", status: 200, seconds: 0.004 });
  metrics.requestFinished({ route: "/orders/{id}", method: "GET", status: 200, seconds: 20 });
  metrics.requestFinished({ route: "/orders", method: "POST", status: 409, seconds: 0.03 });

  const text = await metrics.render();
  expect(text).toContain(
    'http_requests_total{route="/orders/{id}",method="GET",status="200",service="orders"} 2',
  );
  expect(text).toContain(
    'http_requests_total{route="/orders",method="POST",status="409",service="orders"} 1',
  );
  expect(text).toMatch(/duration_seconds_bucket\{le="0.005",.*route="\/orders\/\{id\}".*\} 1\n/);
  expect(text).toMatch(/duration_seconds_bucket\{le="10",.*route="\/orders\/\{id\}".*\} 1\n/);
  expect(text).toMatch(/duration_seconds_bucket\{le="\+Inf",.*route="\/orders\/\{id\}".*\} 2\n/);
  expect(metrics.contentType).toMatch(/^text\/plain; version=0\.0\.4/);
});

test("a service's own metrics are rendered beside them", async () => {
  const metrics = createMetrics({ service: "feedback" });
  const placed = metrics.counter(declared, "reviews_total");
  const age = metrics.histogram(declared, "review_age_seconds");
  metrics.gauge(declared, "queue_depth", (depth) => depth.set(7));

  placed.inc({ outcome: "published" });
  placed.labels("flagged").inc(2);
  age.observe(5);

  const text = await metrics.render();
  expect(text).toContain('reviews_total{outcome="published",service="feedback"} 1');
  expect(text).toContain('reviews_total{outcome="flagged",service="feedback"} 2');
  expect(text).toContain('review_age_seconds_bucket{le="60",service="feedback"} 1');
  expect(text).toContain('queue_depth{service="feedback"} 7');
  expect(text).toContain('reviews_total{outcome="rejected",service="feedback"} 0');
});

test("requests count for their journey: good or bad, and late or in time", async () => {
  const promisedOf = ({ pattern }: { pattern: string }) =>
    pattern === "/orders" ? { journey: "checkout", withinSeconds: 2.5 } : undefined;
  const metrics = createMetrics({ service: "orders", promisedOf });
  const order = { route: "/orders", method: "POST" };

  metrics.requestFinished({ ...order, status: 201, seconds: 2.5 });
  metrics.requestFinished({ ...order, status: 409, seconds: 3 });
  metrics.requestFinished({ ...order, status: 500, seconds: 9 });
  metrics.requestFinished({ ...order, status: 429, seconds: 0 });
  metrics.requestFinished({ ...order, status: 201, seconds: 9, isAborted: true });
  metrics.requestFinished({ route: "/reports", method: "GET", status: 500, seconds: 1 });

  const text = await metrics.render();
  const counted = (objective: string, outcome: string) =>
    sumOf(text, "journey_requests_total", `journey="checkout",objective="${objective}",outcome="${outcome}"`);
  expect(counted("availability", "good")).toBe(2);
  expect(counted("availability", "bad")).toBe(1);
  expect(counted("latency", "good")).toBe(1);
  expect(counted("latency", "bad")).toBe(1);
  expect(sumOf(text, "http_request_errors_total", 'route="/reports"')).toBe(1);
});

test("every metric tells its program, once that is known", async () => {
  const metrics = createMetrics({ service: "orders" });

  metrics.nameProgram("worker");

  expect(await metrics.render()).toMatch(
    /process_resident_memory_bytes\{service="orders",program="worker"\}/,
  );
});

test("two services in one process keep apart", async () => {
  const [orders, cart] = [createMetrics({ service: "orders" }), createMetrics({ service: "cart" })];

  orders.requestFinished({ route: "/orders", method: "GET", status: 200, seconds: 0.1 });

  expect(await cart.render()).not.toContain("/orders");
});

test("the process's memory, CPU and event loop are told from the second scrape on", async () => {
  const metrics = createMetrics({ service: "orders" });

  await metrics.render();
  const text = await eventually(async () => {
    const scraped = await metrics.render();
    expect(figure(scraped, "nodejs_eventloop_lag_seconds")).toBeGreaterThanOrEqual(0);
    return scraped;
  });

  expect(figure(text, "process_resident_memory_bytes")).toBeGreaterThan(10_000_000);
  expect(figure(text, "process_cpu_seconds_total")).toBeGreaterThan(0);
  expect(figure(text, "nodejs_heap_bytes")).toBeGreaterThan(1_000_000);
  expect(figure(text, "nodejs_eventloop_lag_seconds")).toBeLessThan(5);
});

test("metrics keep no process alive", async () => {
  const folder = await mkdtemp(join(tmpdir(), "metrics-"));
  const outfile = join(folder, "program.cjs");
  const contents = `import { createMetrics } from "./metrics"; createMetrics({ service: "orders" }).render();`;
  const stdin = { contents, resolveDir: resolve(__dirname, "../../src/metrics") };
  await build({ stdin, outfile, bundle: true, platform: "node" });

  const ended = run(process.execPath, [outfile], { timeout: 5000 });

  await expect(ended).resolves.toBeDefined();
  await rm(folder, { recursive: true });
});

function figure(text: string, metric: string): number {
  const line = text.split("\n").find((each) => each.startsWith(`${metric}{`));
  return Number(line?.split(" ").at(-1));
}

function sumOf(text: string, metric: string, labels: string): number {
  const lines = text.split("\n").filter((line) => line.startsWith(`${metric}{`) && line.includes(labels));
  return lines.reduce((sum, line) => sum + Number(line.split(" ").at(-1)), 0);
}
