import { readFileSync } from "node:fs";
import { join } from "node:path";
import { measure } from "@shopeasy/contracts/dashboard-definition";
import { generatedFiles } from "../generated-files";
import { legendOf, promqlOf } from "../promql";

const root = join(__dirname, "../../..");
const ofAll = { isOfOneService: false };

test.each([...generatedFiles()])("%s is what the contracts say", (path, text) => {
  // If not: npm run dashboards, and commit what it writes.
  expect(readFileSync(join(root, path), "utf8")).toBe(text);
});

test("a counter is asked for as a rate, a histogram as a percentile, a gauge as it stands", () => {
  expect(promqlOf(measure("orders_total", "per-minute", { by: ["outcome"] }), ofAll)).toBe(
    "60 * sum by (outcome) (rate(orders_total[1m]))",
  );
  expect(
    promqlOf(measure("call_duration_seconds", "p99", { by: ["callee"], where: { outcome: "ok" } }), ofAll),
  ).toBe(
    'histogram_quantile(0.99, sum by (le, callee) (rate(call_duration_seconds_bucket{outcome="ok"}[1m])))',
  );
  expect(promqlOf(measure("outbox_oldest_seconds", "greatest"), ofAll)).toBe("max (outbox_oldest_seconds)");
});

test("a metric or a label that is not declared does not compile", () => {
  // @ts-expect-error: there is no such metric
  measure("orders_totals", "per-minute");
  // @ts-expect-error: it has no such label
  measure("orders_total", "per-minute", { by: ["reason"] });
  // @ts-expect-error: a counter has no percentiles
  const line = measure("orders_total", "p99");

  expect(legendOf(line)).toBe("orders_total");
});
