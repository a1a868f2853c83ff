import type { SliceResult } from "../load/load-job";
import type { Measurement } from "../measure";
import { entryOf } from "../report/entry";
import { ratiosOf } from "../report/ratios";

test("an entry gives the median rate of the slices, and percentiles of all their requests together", () => {
  const slices = [aSlice({ requests: 100 }), aSlice({ requests: 300 }), aSlice({ requests: 200 })];

  const entry = entryOf(aMeasurement({ slices }));

  expect(entry).toMatchObject({
    name: "detail",
    rate: 200,
    spread: 1,
    p50Ms: 100,
    p99Ms: 294,
    errors: 0,
    cpuSecondsPer1000: 0.75,
  });
});

test("errors are counted, and the first is told", () => {
  const slices = [aSlice(), aSlice({ errors: 2, firstError: "HTTP 500" }), aSlice({ errors: 1 })];

  const entry = entryOf(aMeasurement({ slices }));

  expect(entry).toMatchObject({ errors: 3, firstError: "HTTP 500" });
});

test("what was never answered has a rate of 0, and stays valid JSON", () => {
  const slices = [aSlice({ requests: 0, errors: 9 })];

  const entry = entryOf(aMeasurement({ slices }));

  expect(entry).toMatchObject({ rate: 0, p50Ms: 0, spread: 0, cpuSecondsPer1000: null });
});

test("a ratio compares slices of the same round, so that a busy spell of the machine hits both", () => {
  const busyLate = [aSlice({ requests: 60 }), aSlice({ requests: 60 }), aSlice({ requests: 6 })];
  const floorLikewise = [aSlice({ requests: 100 }), aSlice({ requests: 100 }), aSlice({ requests: 10 })];

  const ratios = ratiosOf([
    aMeasurement({ slices: busyLate }),
    aMeasurement({ floor: "express", slices: floorLikewise }),
  ]);

  expect(ratios["detail/express"]).toEqual({ value: 0.6, low: 0.6, high: 0.6 });
  expect(ratios["detail/express by CPU"]).toMatchObject({ value: 0.6 });
});

test("a ratio's rounds are told without the outermost two of five", () => {
  const slicesAt = (...rates: number[]) => rates.map((requests) => aSlice({ requests }));

  const ratios = ratiosOf([
    aMeasurement({ slices: slicesAt(10, 40, 50, 60, 90) }),
    aMeasurement({ floor: "express", slices: slicesAt(100, 100, 100, 100, 100) }),
  ]);

  expect(ratios["detail/express"]).toEqual({ value: 0.5, low: 0.4, high: 0.6 });
});

test("of requests by a schedule it tells the tail, what was late or never sent, and the parts of a mix", () => {
  const open = { due: 100, unsent: 2, lateP99Ms: 0.4 };
  const latenciesOfParts = { detail: Float64Array.of(1, 2, 3), order: Float64Array.of(40) };

  const entry = entryOf(aMeasurement({ open: { rate: 50, slices: [aSlice({ open, latenciesOfParts })] } }));

  expect(entry.open).toMatchObject({
    ...{ due: 50, rate: 100, p50Ms: 50, p99Ms: 99, tail: 1.98, unsent: 2, lateP99Ms: 0.4 },
    parts: { detail: { p50Ms: 2, p99Ms: 3 }, order: { p50Ms: 40, p99Ms: 40 } },
  });
});

test("there is no ratio by CPU where the system does not tell", () => {
  const slices = [aSlice({ cpuSeconds: null })];

  const ratios = ratiosOf([aMeasurement({ slices }), aMeasurement({ floor: "node", slices })]);

  expect(Object.keys(ratios)).toEqual(["detail/node"]);
});

test("of a whole shop it tells statements, events and CPU for each request that was done", () => {
  const slices = [
    aSlice({ done: 110, cpuSecondsOfParts: { cart: 0.2, orders: 1 } }),
    aSlice({ done: 90, cpuSecondsOfParts: { cart: 0.4, orders: 3 } }),
  ];
  const aftermaths = [
    { queries: 2_400, transactions: 500, databaseMs: 900, behindSeconds: 0.8 },
    { queries: 2_000, transactions: 500, databaseMs: 700, behindSeconds: 1.25 },
  ];

  const { wholeShop } = entryOf(aMeasurement({ slices, aftermaths }));

  expect(wholeShop).toEqual({
    statements: 22,
    transactions: 5,
    databaseMs: 8,
    eventsBehindSeconds: 1.25,
    cpuMsByProcess: { cart: 3, orders: 20 },
  });
});

const aMeasurement = (wanted: Partial<Measurement> = {}): Measurement => ({
  scenario: "detail",
  floor: null,
  slices: [],
  aftermaths: [],
  memoryMiB: null,
  open: null,
  ...wanted,
});

/** A second in which so many requests were answered, the n-th of them after n ms. */
function aSlice({
  requests = 100,
  ...wanted
}: Partial<SliceResult> & { requests?: number } = {}): SliceResult {
  return {
    seconds: 1,
    latencies: Float64Array.from({ length: requests }, (_, index) => index + 1),
    latenciesOfParts: {},
    errors: 0,
    firstError: null,
    done: requests,
    cpuSeconds: 0.15,
    cpuSecondsOfParts: {},
    loaderShare: 0.5,
    open: null,
    ...wanted,
  };
}
