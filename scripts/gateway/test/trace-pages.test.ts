import { startXray, type XrayService } from "../../cloud/xray";
import { ask, type GatewayUnderTest, startGatewayUnderTest } from "./gateway-under-test";
import { sendSegments } from "./send-segments";

const hostile = `<script>alert("1")</script>'"&<img src=x onerror=alert(1)>`;
const escapedHostile = "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39;&quot;&amp;&lt;img";
const orderTrace = "1-6b012f51-40c420de301177b95928ff52";
const loopTrace = "1-6b012f51-111111111111111111111111";
const orderId = "01a1fca0-d512";
const seconds = Date.now() / 1_000 - 60;

let xray: XrayService;
let shop: GatewayUnderTest;

const page = (path: string) => ask(shop.url, { path });

const aLoop = Array.from({ length: 300 }, (_, place) => ({
  id: `c${place}`,
  name: "catalog",
  namespace: "remote",
  start_time: seconds + place / 1_000,
  end_time: seconds + place / 1_000 + 0.0009,
  sql: { sanitized_query: "select price from variants where sku = $1" },
}));

beforeAll(async () => {
  xray = await startXray();
  shop = await startGatewayUnderTest({ environment: { AWS_XRAY_DAEMON_ADDRESS: xray.address } });
  await sendSegments(xray.address, [
    {
      ...{ id: "a1", trace_id: orderTrace, name: "gateway", start_time: seconds, end_time: seconds + 0.2 },
      http: { request: { method: "POST", url: "/api/v1/orders" }, response: { status: 201 } },
      annotations: { order_id: orderId, other: hostile, request_id: "r-1" },
    },
    {
      ...{ id: "b1", trace_id: orderTrace, parent_id: "a1", name: `orders${hostile}` },
      ...{ start_time: seconds + 0.05, end_time: seconds + 0.15 },
      subsegments: [
        {
          ...{
            id: "d1",
            name: "orders",
            start_time: seconds + 0.06,
            end_time: seconds + 0.060_123,
            fault: true,
          },
          sql: { sanitized_query: `select ${hostile}` },
          cause: { exceptions: [{ type: "Error", message: hostile, stack: [{ path: hostile, line: 1 }] }] },
          metadata: { default: { note: hostile } },
        },
      ],
    },
    {
      ...{ id: "e1", trace_id: "1-6b012f51-000000000000000000000000", name: "cart", error: true },
      ...{ start_time: seconds, end_time: seconds + 1 },
      http: { request: { method: "GET", url: "/carts/{id}" }, response: { status: 404 } },
    },
    {
      ...{ id: "f1", trace_id: loopTrace, name: "catalog", start_time: seconds, end_time: seconds + 0.4 },
      subsegments: aLoop.slice(0, 150),
    },
    ...aLoop
      .slice(150)
      .map((part) => ({ ...part, trace_id: loopTrace, type: "subsegment", parent_id: "f1" })),
  ]);
});

afterAll(async () => {
  await shop.stop();
  await xray.stop();
});

test.each([
  ["", 3],
  [`?q=${orderId}`, 1],
  [`?order=${orderId}&status=201`, 1],
  ["?id=r-1", 1],
  ["?q=POST+/api/v1/orders+201", 1],
  ["?status=4xx&service=cart", 1],
  ["?call=client:>gateway&within=5m", 1],
  ["?q=no+such+thing", 0],
])("the list has the traces that %p asks for, as a page and as data", async (query, count) => {
  const list = await page(`/console/traces${query}`);
  const data = await page(`/console/traces.json${query}`);

  expect([list.status, list.body.match(/href="\/console\/traces\/1-/g) ?? []]).toMatchObject([
    200,
    { length: count },
  ]);
  expect(JSON.parse(data.body)).toHaveLength(count);
});

test("what was looked for stands in the form, each condition with a way to be rid of it", async () => {
  const { body } = await page(`/console/traces?q=${encodeURIComponent(hostile)}&service=cart`);

  expect(body).toContain(`name="q" type="search" value="${escapedHostile}`);
  expect(body).toMatch(/<a href="\/console\/traces\?q=[^"]+" aria-label="Without service cart">/);
  expect(body).not.toContain("<script>alert");
});

test("a column of durations leads to what it counts", async () => {
  const { body } = await page("/console/traces?service=cart");
  const [, address = ""] = /<a class="column" href="([^"]+)" aria-label="1 took/.exec(body) ?? [];

  const followed = await page(address.replaceAll("&amp;", "&"));

  expect(address).toContain("over=1000ms");
  expect(followed.body).toContain("1 of 3 traces");
});

test("a search that makes no sense is refused with all that is wrong, and can be mended", async () => {
  const query = `?over=${encodeURIComponent(hostile)}&colour=red`;

  const [list, map, data] = await Promise.all([
    page(`/console/traces${query}`),
    page(`/console/traces/map${query}`),
    page(`/console/traces.json${query}`),
  ]);

  expect([list.status, map.status, data.status]).toEqual([400, 400, 400]);
  for (const { body } of [list, map]) {
    expect(body).toContain("<code>over</code> wants a time such as 200ms");
    expect(body).toContain("<code>colour</code> is not known here");
    expect(body).not.toContain("<script>alert");
  }
  expect(list.body).toContain('aria-invalid="true"');
  expect(JSON.parse(data.body)).toMatchObject({ errors: [{ path: "over" }, { path: "colour" }] });
});

test("a trace shows each step over its services, with SQL, facts, errors, and by what to find its log lines", async () => {
  const { body } = await page(`/console/traces/${orderTrace}`);
  const data = await page(`/console/traces/${orderTrace}.json`);

  expect(body.match(/<li class="d\d+"/g)).toEqual(['<li class="d0"', '<li class="d1"', '<li class="d2"']);
  expect(body).toContain(`select ${escapedHostile}`);
  expect(body).toContain("123 µs");
  expect(body).toContain("<code>r-1</code>");
  expect(body).toMatch(/<code>grep -hF 1-6b012f51-40c420de301177b95928ff52 \S+\/logs\/\*<\/code>/);
  expect(body).toContain('<a href="#s-d1">');
  expect(body).toContain('href="/console/traces?annotation=order_id%3D01a1fca0-d512"');
  expect(body).not.toContain("<script>alert");
  expect(JSON.parse(data.body)).toMatchObject({
    ...{ id: orderTrace, status: 201, verdict: "fault" },
    documents: [{ id: "a1" }, { id: "b1" }],
  });
});

test("a loop of 300 statements is one line, that opens to all of them", async () => {
  const { body } = await page(`/console/traces/${loopTrace}`);

  expect(body).toContain("300 × catalog");
  expect(body).toContain('<details class="loop"><summary>');
  expect(body.match(/<li class="d1" id=/g)).toHaveLength(300);
});

test("the map draws who calls whom, each leading to its traces, and has every route with its slowest trace", async () => {
  const map = await page("/console/traces/map?within=5m");
  const data = await page("/console/traces/map.json");

  expect(map.body).toContain('<svg class="map"');
  expect(map.body).toContain('href="/console/traces?within=5m&amp;call=client%3A%3Egateway"');
  expect(map.body).toContain('href="/console/traces?within=5m&amp;service=cart"');
  expect(map.body).toMatch(/GET \/carts\/\{id\}<\/a><\/th><td>cart<\/td>.*100 %.*1\.00 s<\/a>/);
  expect(map.body).not.toMatch(/<script>alert| style="/);
  expect(JSON.parse(data.body)).toMatchObject({ traces: 3 });
});

test("a map of nothing says so", async () => {
  const { status, body } = await page("/console/traces/map?q=no+such+thing");

  expect([status, body]).toEqual([200, expect.stringContaining("No trace is of this time")]);
});

test("there is nothing at the address of no trace, and it is said when the listener does not answer", async () => {
  const other = await startGatewayUnderTest({ environment: { AWS_XRAY_DAEMON_ADDRESS: "127.0.0.1:1" } });

  const none = await page("/console/traces/1-0-0");
  const noData = await page("/console/traces/1-0-0.json");
  const silent = await Promise.all(
    ["traces", "traces.json", "traces/map"].map((path) => ask(`${other.url}/console/${path}`)),
  );

  expect([none.status, noData.status]).toEqual([404, 404]);
  expect(silent.map(({ status }) => status)).toEqual([502, 502, 502]);
  expect(noData.headers["content-type"]).toBe("application/problem+json; charset=utf-8");
  await other.stop();
});
