import type { SliceResult } from "../load/load-job";
import type { Measurement } from "../measure";
import { entryOf, ratiosOf } from "../report/results";

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

  expect(ratios).toEqual({ "detail/express": 0.6, "detail/express by CPU": 0.6 });
});

test("there is no ratio by CPU where the system does not tell", () => {
  const slices = [aSlice({ cpuSeconds: null })];

  const ratios = ratiosOf([aMeasurement({ slices }), aMeasurement({ floor: "node", slices })]);

  expect(ratios).toEqual({ "detail/node": 1 });
});

test("of a whole shop it tells statements, events and CPU for each request that was done", () => {
  const slices = [
    aSlice({ done: 110, cpuSecondsOfParts: { cart: 0.2, orders: 1 } }),
    aSlice({ done: 90, cpuSecondsOfParts: { cart: 0.4, orders: 3 } }),
  ];
  const aftermaths = [
    { queries: 2_400, transactions: 500, behindSeconds: 0.8 },
    { queries: 2_000, transactions: 500, behindSeconds: 1.25 },
  ];

  const { wholeShop } = entryOf(aMeasurement({ slices, aftermaths }));

  expect(wholeShop).toEqual({
    statements: 22,
    transactions: 5,
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
    errors: 0,
    firstError: null,
    done: requests,
    cpuSeconds: 0.15,
    cpuSecondsOfParts: {},
    loaderShare: 0.5,
    ...wanted,
  };
}
