import { TraceStore } from "../trace-store";
import { DurationCounts } from "../traces/duration-counts";
import { mapOf } from "../traces/map-rules";
import { conditionsOf } from "../traces/search-conditions";
import { aRequest, aSegment } from "./a-segment";

const now = 130_000;
const mapFor = (traces: TraceStore, query = "") =>
  mapOf(traces, conditionsOf(new URLSearchParams(query), now).conditions, now);

function aShop(): TraceStore {
  // Two minutes before now it began to keep them.
  const traces = new TraceStore({}, () => now - 120_000);
  for (const [id, status] of Object.entries({ t1: 201, t2: 201, t3: 500, t4: 429 })) {
    traces.add(aSegment(id, { name: "gateway", ...aRequest("POST", "/api/v1/orders", status) }));
    traces.add(
      aSegment(id, {
        id: "b1",
        parent_id: "a1",
        ...aRequest("POST", "/orders", status),
        subsegments: [
          { id: "c1", name: "orders", namespace: "remote", sql: {}, start_time: 10, end_time: 10.01 },
          { id: "c2", name: "catalog", namespace: "remote", start_time: 10, end_time: 10.2 },
          { id: "c3", name: "payment-gateway", namespace: "remote", start_time: 10, end_time: 11 },
          { id: "c4", name: "transaction", start_time: 11, end_time: 11.5 },
          {
            ...{ id: "c5", name: "SQS", namespace: "aws", start_time: 11, end_time: 11.1 },
            aws: { operation: "SendMessage", queue_url: "http://sqs/1/reviews" },
          },
        ],
      }),
    );
    traces.add(aSegment(id, { id: "d1", parent_id: "c2", name: "catalog", end_time: 10.15 }));
    const event = { annotations: { queue: "cart-events" }, start_time: 11.7, end_time: 11.8 };
    traces.add(aSegment(id, { id: "e1", parent_id: "c4", name: "cart", ...event }));
    const review = { annotations: { queue: "reviews" }, start_time: 12, end_time: 12.3 };
    traces.add(aSegment(id, { id: "f1", parent_id: "c5", name: "feedback", ...review }));
  }
  return traces;
}

test("the map shows who calls whom, each call once, over services, queues and what is beyond", () => {
  const { edges, nodes } = mapFor(aShop());

  expect(edges.map(({ from, to, count }) => `${from} > ${to} ${count}`).toSorted()).toEqual([
    "client: > gateway 4",
    "gateway > orders 4",
    "orders > catalog 4",
    "orders > database:orders 4",
    "orders > payment-gateway 4",
    "orders > queue:cart-events 4",
    "orders > queue:reviews 4",
    "queue:cart-events > cart 4",
    "queue:reviews > feedback 4",
  ]);
  expect(Object.fromEntries(nodes.map(({ name, kind }) => [name, kind]))).toEqual({
    "client:": "client",
    ...{ gateway: "service", orders: "service", catalog: "service", cart: "service", feedback: "service" },
    "database:orders": "database",
    "payment-gateway": "remote",
    ...{ "queue:cart-events": "queue", "queue:reviews": "queue" },
  });
});

test("rates are of the time that is known, and a 429 is no fault of ours", () => {
  const { nodes, since, until } = mapFor(aShop(), "within=1h");

  const orders = nodes.find(({ name }) => name === "orders");
  expect([since, until]).toEqual([10_000, now]);
  expect(orders).toMatchObject({ count: 4, perMinute: 2, errorShare: 0.25, faultShare: 0.25 });
});

test("a call's time is the caller's, and that to a queue is the wait", () => {
  const { edges } = mapFor(aShop());
  const p50 = (from: string, to: string) =>
    Math.round(edges.find((edge) => edge.from === from && edge.to === to)?.p50Ms ?? 0);

  expect(Math.abs(p50("orders", "catalog") - 200)).toBeLessThanOrEqual(2);
  expect(Math.abs(p50("orders", "queue:cart-events") - 200)).toBeLessThanOrEqual(2);
  expect(Math.abs(p50("queue:cart-events", "cart") - 100)).toBeLessThanOrEqual(1);
});

test("each route has its figures and its slowest trace, of what was searched for", () => {
  const traces = aShop();
  traces.add(aSegment("slow", { ...aRequest("POST", "/orders", 201), end_time: 40 }));

  const all = mapFor(traces).routes.find(({ operation }) => operation === "POST /orders");
  const failed = mapFor(traces, "status=fault");

  expect(all).toMatchObject({ service: "orders", count: 5, slowest: { id: "slow", ms: 30_000 } });
  expect([failed.traces, failed.routes.every(({ count }) => count === 1)]).toEqual([1, true]);
});

test("a call to a service that never answered leads to that service all the same", () => {
  const traces = aShop();
  const call = { id: "c1", name: "catalog", namespace: "remote", start_time: 10, end_time: 12, fault: true };
  traces.add(aSegment("t9", { subsegments: [call] }));

  const { edges } = mapFor(traces);

  expect(edges.filter(({ to }) => to === "catalog")).toMatchObject([
    { from: "orders", count: 5, faultShare: 0.2 },
  ]);
});

test("no customer called what a service does by itself, nor what was called by a request that is at work", () => {
  const traces = new TraceStore({}, () => now - 120_000);
  const remade = { annotations: { background: true, cache: "miss" }, name: "catalog" };
  traces.add(aSegment("t1", { ...remade, ...aRequest("GET", "/products", 200) }));
  traces.add(aSegment("t2", { parent_id: "late", name: "cart", ...aRequest("GET", "/internal/carts", 200) }));
  traces.add(aSegment("t3", { name: "gateway", ...aRequest("GET", "/products", 200) }));

  const { edges, nodes } = mapFor(traces);

  expect(edges.map(({ from, to }) => `${from} > ${to}`)).toEqual(["client: > gateway"]);
  expect(nodes.map(({ name }) => name).toSorted()).toEqual(["cart", "catalog", "client:", "gateway"]);
});

test("percentiles are right to a hundredth, whatever the durations", () => {
  const counts = new DurationCounts();
  for (let ms = 1; ms <= 1_000; ms += 1) counts.add(ms);

  const [p50 = 0, p99 = 0, all = 0] = counts.percentiles([0.5, 0.99, 1]);

  expect(Math.abs(p50 / 500 - 1)).toBeLessThan(0.011);
  expect(Math.abs(p99 / 990 - 1)).toBeLessThan(0.011);
  expect([all, new DurationCounts().percentiles([0.5])]).toEqual([expect.closeTo(1_000, -1), [0]]);
});
