import type { MetricDeclarations } from "@shopeasy/contracts/metric-declaration";
import { platformMetrics } from "@shopeasy/contracts/metrics/platform-metrics";
import { EmfWriter } from "../../src/metrics/emf/emf-writer";
import { createMetrics, type Metrics } from "../../src/metrics/metrics";

const declared = {
  parcels_total: {
    kind: "counter",
    unit: "count",
    labels: ["carrier", "country"],
    help: "Parcels sent.",
    cloudWatch: { dimensions: [["carrier"], ["service"]] },
  },
  shelf_age_seconds: {
    kind: "histogram",
    unit: "seconds",
    labels: [],
    help: "How long pieces lay.",
    buckets: [1, 10, 100],
    cloudWatch: { dimensions: [["service", "program"]] },
  },
  waiting: {
    kind: "gauge",
    unit: "count",
    labels: [],
    help: "Who waits.",
    cloudWatch: { dimensions: [["service"]] },
  },
  secret_total: { kind: "counter", unit: "count", labels: [], help: "Not for CloudWatch." },
} as const satisfies MetricDeclarations;

interface Directive {
  Namespace: string;
  Dimensions: string[][];
  Metrics: { Name: string; Unit: string }[];
}

type Line = Record<string, unknown> & { _aws: { Timestamp: number; CloudWatchMetrics: Directive[] } };

/** A writer, and the lines that it has written since they were last taken. */
function anEmfWriter(metrics: Metrics) {
  const lines: string[] = [];
  const writer = new EmfWriter({
    ...{ namespace: "Trial/test", service: "depot", program: "worker" },
    read: () => metrics.read(),
    write: (line) => lines.push(line),
  });
  return { writer, taken: () => lines.splice(0).map((line) => JSON.parse(line) as Line) };
}

/** What lines say of a metric, by the values of its dimensions. */
function toldOf(lines: readonly Line[], name: string): Record<string, unknown> {
  const told = lines.filter((line) => name in line);
  return Object.fromEntries(
    told.map((line) => [
      line._aws.CloudWatchMetrics[0]?.Dimensions[0]?.map((dimension) => line[dimension]).join(" "),
      line[name],
    ]),
  );
}

/** What the format's specification and CloudWatch ask of a line. */
function expectValid(line: Line): void {
  expect(JSON.stringify(line).length).toBeLessThan(1_000_000);
  expect(Number.isInteger(line._aws.Timestamp)).toBe(true);
  expect(Math.abs(line._aws.Timestamp - Date.now())).toBeLessThan(600_000);
  for (const { Namespace, Dimensions, Metrics } of line._aws.CloudWatchMetrics) {
    expect(Namespace).toMatch(/^[A-Za-z0-9._/#:-]{1,1024}$/);
    expect(Metrics.length).toBeGreaterThan(0);
    expect(Metrics.length).toBeLessThanOrEqual(100);
    for (const dimensions of Dimensions) {
      expect(dimensions.length).toBeGreaterThan(0);
      expect(dimensions.length).toBeLessThanOrEqual(30);
      for (const name of dimensions) expect(line[name]).toMatch(/^.{1,1024}$/);
    }
    for (const { Name, Unit } of Metrics) {
      expect(["Seconds", "Bytes", "Count", "None"]).toContain(Unit);
      expectValidValue(line[Name]);
    }
  }
}

function expectValidValue(value: unknown): void {
  if (typeof value === "number") {
    expect(Number.isFinite(value)).toBe(true);
    return;
  }
  const { Values, Counts } = value as { Values: number[]; Counts: number[] };
  expect(Values.length).toBeGreaterThan(0);
  expect(Values.length).toBeLessThanOrEqual(100);
  expect(Counts).toHaveLength(Values.length);
  for (const number of [...Values, ...Counts]) expect(Number.isFinite(number)).toBe(true);
}

test("a counter is told as what came to it since the last time, for each set of its dimensions", async () => {
  const metrics = createMetrics({ service: "depot" });
  const parcels = metrics.counter(declared, "parcels_total");
  const { writer, taken } = anEmfWriter(metrics);

  parcels.inc({ carrier: "north", country: "NO" }, 2);
  parcels.inc({ carrier: "north", country: "SE" }, 3);
  parcels.inc({ carrier: "south", country: "IT" });
  await writer.write();
  const first = toldOf(taken(), "parcels_total");
  parcels.inc({ carrier: "south", country: "IT" }, 4);
  await writer.write();
  const second = toldOf(taken(), "parcels_total");
  await writer.write();

  expect(first).toEqual({ north: 5, south: 1, depot: 6 });
  expect(second).toEqual({ south: 4, depot: 4 });
  expect(toldOf(taken(), "parcels_total")).toEqual({});
});

test("a gauge is told as it is, each time", async () => {
  const metrics = createMetrics({ service: "depot" });
  const waiting = metrics.gauge(declared, "waiting");
  const { writer, taken } = anEmfWriter(metrics);

  waiting.set(7);
  await writer.write();
  const first = toldOf(taken(), "waiting");
  waiting.set(0);
  await writer.write();

  expect(first).toEqual({ depot: 7 });
  expect(toldOf(taken(), "waiting")).toEqual({ depot: 0 });
});

test("a histogram is told by the middles of its buckets, and by what the sum leaves above them", async () => {
  const metrics = createMetrics({ service: "depot" });
  const age = metrics.histogram(declared, "shelf_age_seconds");
  const { writer, taken } = anEmfWriter(metrics);

  for (const seconds of [0.2, 0.8, 5, 400, 600]) age.observe(seconds);
  await writer.write();
  const first = toldOf(taken(), "shelf_age_seconds");
  age.observe(50);
  await writer.write();

  const above = (1006 - 2 * 0.5 - 5.5) / 2;
  expect(first).toEqual({
    "depot worker": {
      ...{ Values: [0.5, 5.5, above], Counts: [2, 1, 2] },
      ...{ Min: 0.5, Max: above, Sum: 1006, Count: 5 },
    },
  });
  expect(toldOf(taken(), "shelf_age_seconds")).toEqual({
    "depot worker": { Values: [55], Counts: [1], Min: 55, Max: 55, Sum: 50, Count: 1 },
  });
});

test("what is counted while lines are being written is told once, and nothing is lost", async () => {
  const metrics = createMetrics({ service: "depot" });
  const parcels = metrics.counter(declared, "parcels_total");
  const { writer, taken } = anEmfWriter(metrics);

  const writing: Promise<void>[] = [];
  for (let count = 0; count < 50; count++) {
    parcels.inc({ carrier: "north", country: "NO" });
    writing.push(writer.write());
    if (count % 5 === 0) await Promise.all(writing);
  }
  await Promise.all(writing);
  await writer.write();

  const told = taken().map((line) => Number(toldOf([line], "parcels_total").north ?? 0));
  expect(told.reduce((sum, count) => sum + count, 0)).toBe(50);
});

test("a metric that can't be read loses no counts: the next lines have them", async () => {
  const metrics = createMetrics({ service: "depot" });
  const parcels = metrics.counter(declared, "parcels_total");
  let isBroken = true;
  metrics.gauge(declared, "waiting", async (waiting) => {
    if (isBroken) throw new Error("Nobody knows");
    waiting.set(1);
  });
  const { writer, taken } = anEmfWriter(metrics);

  parcels.inc({ carrier: "north", country: "NO" });
  await expect(writer.write()).rejects.toThrow("Nobody knows");
  isBroken = false;
  await writer.write();

  expect(toldOf(taken(), "parcels_total").north).toBe(1);
});

test("all that the platform tells is valid, by the limits of the format", async () => {
  const metrics = createMetrics({ service: "depot" });
  metrics.counter(declared, "secret_total").inc();
  const queues = metrics.histogram(platformMetrics, "queue_message_age_seconds");
  for (let count = 0; count < 200; count++) {
    queues.observe({ queue: `queue-${count}` }, count);
    const seconds = count / 10;
    metrics.requestFinished({ route: `/things/${count}`, method: "GET", status: 200 + count, seconds });
  }
  const { writer, taken } = anEmfWriter(metrics);

  await writer.write();

  const lines = taken();
  expect(lines.length).toBeGreaterThan(400);
  for (const line of lines) expectValid(line);
  expect(toldOf(lines, "secret_total")).toEqual({});
});
