import { startXray, type XrayService } from "../../cloud/xray";
import { ask, type GatewayUnderTest, startGatewayUnderTest } from "./gateway-under-test";
import { sendSegments } from "./send-segments";

const triesTrace = "1-6b012f51-222222222222222222222222";
const slowTrace = "1-6b012f51-333333333333333333333333";
const seconds = Date.now() / 1_000 - 60;

let xray: XrayService;
let shop: GatewayUnderTest;

const page = (path: string) => ask(shop.url, { path });

beforeAll(async () => {
  xray = await startXray();
  shop = await startGatewayUnderTest({ environment: { AWS_XRAY_DAEMON_ADDRESS: xray.address } });
});

afterAll(async () => {
  await shop.stop();
  await xray.stop();
});

test("eight tries that failed alike are one line of what went wrong, and a masked id is not there to copy", async () => {
  const aTry = {
    name: "catalog",
    namespace: "remote",
    fault: true,
    start_time: seconds,
    end_time: seconds + 1,
  };
  const cause = { exceptions: [{ type: "TimedOut", message: "after 100 ms" }] };
  const tries = Array.from({ length: 8 }, (_, place) => ({ ...aTry, id: `t${place}`, cause }));
  const masked = "b90a6e0b-[redacted]";
  await sendSegments(xray.address, [
    {
      ...{ id: "g1", trace_id: triesTrace, name: "orders", start_time: seconds, end_time: seconds + 9 },
      ...{ annotations: { request_id: masked }, subsegments: tries },
    },
  ]);

  const { body } = await page(`/console/traces/${triesTrace}`);

  expect(body.match(/TimedOut after 100 ms<\/span>/g)).toHaveLength(1);
  expect(body).toContain('8 × <a href="#s-t0">catalog</a> in orders');
  expect(body).toContain(`<span class="copied"><code>${masked}</code>`);
});

test("a request that is at work is not told as one of those that it made", async () => {
  const now = Date.now() / 1_000;
  const request = { method: "GET", url: "/internal/carts/{cartId}" };
  await sendSegments(xray.address, [
    {
      ...{ id: "h1", trace_id: slowTrace, parent_id: "not-yet", name: "cart" },
      ...{ start_time: now - 0.034, end_time: now, http: { request, response: { status: 200 } } },
    },
  ]);

  const [list, one] = await Promise.all([
    page(`/console/traces?id=${slowTrace}`),
    page(`/console/traces/${slowTrace}`),
  ]);

  expect(list.body).toContain("Under way, so far in cart</a>");
  expect(list.body).toContain('<td class="number">not ended</td>');
  expect(list.body).not.toContain('<span class="mark fine">200');
  expect(one.body).toContain("<h1>Under way, so far in cart");
  expect(one.body).not.toContain("What the answer waited for");
});
