import { TraceStore } from "../trace-store";
import { find } from "../traces/find-rules";
import { histogramOf } from "../traces/histogram-rules";
import { conditionsOf } from "../traces/search-conditions";
import { aRequest, aSegment } from "./a-segment";

const now = 1_000_000;
const at = (secondsAgo: number, took: number) => ({
  start_time: now / 1_000 - secondsAgo,
  end_time: now / 1_000 - secondsAgo + took,
});

const traces = new TraceStore({}, () => now);

beforeAll(() => {
  traces.add(
    aSegment("paid", {
      name: "gateway",
      ...at(600, 0.3),
      ...aRequest("POST", "/api/v1/orders", 201),
      annotations: { request_id: "r-1" },
    }),
  );
  traces.add(
    aSegment("paid", {
      id: "b1",
      parent_id: "a1",
      ...at(600, 0.29),
      ...aRequest("POST", "/orders", 201),
      annotations: { order_id: "O-77", user: "0123456789abcdef", route: "POST /orders" },
      subsegments: [
        {
          id: "c1",
          name: "catalog",
          namespace: "remote",
          ...at(599.95, 0.1),
          ...aRequest("PUT", "/stock", 409),
        },
        {
          id: "c2",
          name: "orders",
          namespace: "remote",
          ...at(599.8, 0.01),
          sql: {},
          annotations: { sku: "S-1" },
        },
      ],
    }),
  );
  traces.add(aSegment("paid", { id: "d1", parent_id: "c1", name: "catalog", ...at(599.94, 0.08) }));
  traces.add(
    aSegment("gone", { name: "catalog", ...at(60, 0.004), ...aRequest("GET", "/products/{slug}", 404) }),
  );
  traces.add(aSegment("listed", { name: "catalog", ...at(30, 0.02), ...aRequest("GET", "/products", 200) }));
  traces.add(
    aSegment("broken", {
      name: "users",
      ...at(10, 2),
      ...aRequest("POST", "/auth/login", 500),
      throttle: true,
    }),
  );
  traces.add(
    aSegment("mail", {
      name: "notifications",
      ...at(5, 0.05),
      annotations: { queue: "mails", wait_ms: 61_000, sku: "S-3 S-2" },
    }),
  );
});

const search = (query: string) => {
  const { conditions, problems } = conditionsOf(new URLSearchParams(query), now);
  expect(problems).toEqual([]);
  return find(traces, conditions, now);
};

test.each([
  ["", "mail broken listed gone paid"],
  ["order=O-77", "paid"],
  ["user=0123456789abcdef&sku=S-1", "paid"],
  ["annotation=queue=mails", "mail"],
  ["annotation=queue=mail", ""],
  ["annotation=queue~MAIL", "mail"],
  ["annotation=wait_ms>60000", "mail"],
  ["annotation=wait_ms>70000", ""],
  ["annotation=wait_ms<70000&annotation=queue=mails", "mail"],
  ["sku=S-2", "mail"],
  ["id=r-1", "paid"],
  ["id=Root=listed;Parent=53995c3f42cd8ad8;Sampled=1", "listed"],
  ["q=products", "listed gone"],
  ["q=PRODUCTS+404", "gone"],
  ["q=o-77", "paid"],
  ["route=/products", "listed gone"],
  ['route="GET /products"', "listed"],
  ["route=get+/products/{slug}", "gone"],
  ["service=catalog", "listed gone paid"],
  ["service=catalo", ""],
  ["service=catalog&route=orders", ""],
  ["status=404", "gone"],
  ["status=5xx,404", "broken gone"],
  ["status=ok", "mail listed"],
  ["status=fault", "broken"],
  ["status=throttle", "broken"],
  ["status=error", "gone paid"],
  ["over=1s", "broken"],
  ["over=10ms&under=100ms", "mail listed"],
  ["service=catalog&over=50ms", "paid"],
  ["call=orders>catalog", "paid"],
  ["call=orders>catalog&status=409&over=90ms", "paid"],
  ["call=orders>catalog&over=200ms", ""],
  ["call=>database:orders", "paid"],
  ["call=client:>users", "broken"],
  ["call=queue:mails>notifications", "mail"],
  ["within=15s", "mail broken"],
  ["from=1970-01-01T00:15:00&to=1970-01-01T00:15:50Z", "gone"],
  ["sort=slowest", "broken paid mail listed gone"],
  ["sort=slowest&service=catalog", "paid listed gone"],
  ["order=&q=+&service=gateway&status=201&within=1h", "paid"],
])("a search for %p finds %p", (query, ids) => {
  const found = search(query);

  expect(found.traces.map(({ id }) => id).join(" ")).toBe(ids);
  expect(found.total).toBe(found.traces.length);
  expect(found.histogram.reduce((sum, { count }) => sum + count, 0)).toBe(found.total);
});

test("what was asked for is what is measured", () => {
  const [whole] = search("order=O-77").traces;
  const [service] = search("order=O-77&service=catalog").traces;
  const [call] = search("order=O-77&call=orders>catalog").traces;

  expect([whole, service, call].map((trace) => Math.round(trace?.measuredMs ?? 0))).toEqual([300, 80, 100]);
});

test("pages stay as they were while more traces come", () => {
  const growing = new TraceStore({}, () => now);
  for (const id of ["t1", "t2", "t3"]) growing.add(aSegment(id));
  const page = (query: string) =>
    find(growing, conditionsOf(new URLSearchParams(`limit=2&${query}`), now).conditions, now);
  const first = page("");

  growing.add(aSegment("t4"));
  const second = page(`page=2&upto=${first.upTo}`);

  expect(first.traces.map(({ id }) => id)).toEqual(["t3", "t2"]);
  expect(second.traces.map(({ id }) => id)).toEqual(["t1"]);
  expect([first.pages, second.pages, page("page=9").traces]).toEqual([2, 2, []]);
});

test.each([
  ["over=soon", "over"],
  ["over=-5ms", "over"],
  ["over=5ms&under=5ms", "under"],
  ["status=600", "status"],
  ["status=200,,", "status"],
  ["call=orders", "call"],
  ["annotation=order_id", "annotation"],
  ["annotation=wait_ms>soon", "annotation"],
  ["annotation=a=1&annotation=b=2&annotation=c=3&annotation=d=4&annotation=e=5&annotation=f=6", "annotation"],
  ["from=yesterday", "from"],
  ["from=2026-13-45", "from"],
  ["from=2026-01-02&to=2026-01-01", "to"],
  ["within=1h&from=2026-01-01", "within"],
  ["sort=best", "sort"],
  ["page=0", "page"],
  ["page=1e9", "page"],
  ["limit=100000", "limit"],
  ["id=<b>", "id"],
  ["service=a&service=b", "service"],
  [`q=${"x".repeat(201)}`, "q"],
  [`q=${"x+".repeat(11)}`, "q"],
  ["colour=red", "colour"],
])("a search for %p is refused, and told why", (query, parameter) => {
  const { problems } = conditionsOf(new URLSearchParams(query), now);

  expect(problems).toEqual([{ parameter, message: expect.stringMatching(/^\w/) }]);
});

test("durations are counted in columns between round numbers, from the first that holds any to the last", () => {
  expect(histogramOf([0.4, 0.6, 2.5, 2.9])).toEqual([
    { fromMs: 0.3, toMs: 0.5, count: 1 },
    { fromMs: 0.5, toMs: 0.7, count: 1 },
    { fromMs: 0.7, toMs: 1, count: 0 },
    { fromMs: 1, toMs: 1.5, count: 0 },
    { fromMs: 1.5, toMs: 2, count: 0 },
    { fromMs: 2, toMs: 3, count: 2 },
  ]);
  expect(histogramOf([0, 5e12])[0]).toEqual({ fromMs: 0, toMs: 0.001, count: 1 });
  expect(histogramOf([5e12])).toEqual([{ fromMs: 7_000_000, toMs: Number.MAX_SAFE_INTEGER, count: 1 }]);
});
