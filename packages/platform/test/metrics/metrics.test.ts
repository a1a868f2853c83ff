import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { eventually } from "@shopeasy/testing/eventually";
import { build } from "esbuild";
import { createMetrics } from "../../src/metrics/metrics";

const run = promisify(execFile);

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
  const placed = metrics.counter({ name: "reviews_total", help: "Reviews taken.", labels: ["outcome"] });
  const age = metrics.histogram({ name: "review_age_seconds", help: "Wait in the queue.", buckets: [1, 60] });
  const depth = metrics.gauge({ name: "queue_depth", help: "Waiting.", collect: (gauge) => gauge.set(7) });

  placed.inc({ outcome: "published" });
  placed.labels("flagged").inc(2);
  age.observe(5);

  const text = await metrics.render();
  expect(text).toContain('reviews_total{outcome="published",service="feedback"} 1');
  expect(text).toContain('reviews_total{outcome="flagged",service="feedback"} 2');
  expect(text).toContain('review_age_seconds_bucket{le="60",service="feedback"} 1');
  expect(text).toContain('queue_depth{service="feedback"} 7');
  expect(depth).toBeDefined();
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
