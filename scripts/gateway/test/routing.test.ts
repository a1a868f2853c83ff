import { serviceNames } from "@shopeasy/contracts/route-table";
import { ask, askTelling, type GatewayUnderTest, startGatewayUnderTest } from "./gateway-under-test";
import { routingCases } from "./routing-cases";
import { startUpstream, tellingOf, type Upstream } from "./upstream";

let upstreams: Upstream[];
let shop: GatewayUnderTest;

beforeAll(async () => {
  upstreams = await Promise.all(serviceNames.map((name) => startUpstream(tellingOf(name))));
  const services = Object.fromEntries(serviceNames.map((name, index) => [name, upstreams[index]!.url]));
  shop = await startGatewayUnderTest({ services });
});

afterAll(async () => {
  await shop.stop();
  await Promise.all(upstreams.map((one) => one.stop()));
});

describe("a request goes to the service that the route table names", () => {
  it.each(routingCases)("%s to %s", async (path, service) => {
    const told = await askTelling(shop.url, { path });

    expect(told).toMatchObject({ service, url: path });
  });
});

test("method, query, body and its type reach the service as they were sent", async () => {
  const told = await askTelling(`${shop.url}/api/v1/carts?a=%20b&c`, {
    method: "PATCH",
    body: '{"a":"ü"}',
    headers: { "content-type": "application/json", authorization: "Bearer x" },
  });

  expect(told).toMatchObject({
    method: "PATCH",
    url: "/api/v1/carts?a=%20b&c",
    body: '{"a":"ü"}',
    headers: { "content-type": "application/json", authorization: "Bearer x", "content-length": "10" },
  });
});

test("a body without a length, and one that a GET carries, arrive whole", async () => {
  const chunked = await askTelling(`${shop.url}/api/v1/orders`, {
    method: "POST",
    body: "one two",
    headers: { "transfer-encoding": "chunked" },
  });
  const unusual = await askTelling(`${shop.url}/api/v1/orders`, {
    method: "GET",
    body: "why not",
    headers: { "content-length": "7" },
  });

  expect([chunked.body, unusual.body]).toEqual(["one two", "why not"]);
});

test("HEAD is answered with the headers alone", async () => {
  const answer = await ask(`${shop.url}/api/v1/products`, { method: "HEAD" });

  expect(answer).toMatchObject({ status: 200, body: "", headers: { "content-type": "application/json" } });
});

test("who waits for leave to send a body is given it", async () => {
  const told = await askTelling(`${shop.url}/api/v1/orders`, {
    method: "POST",
    body: "large",
    headers: { expect: "100-continue", "content-length": "5" },
  });

  expect(told.body).toBe("large");
  expect(told.headers).not.toHaveProperty("expect");
});

test("what is no path is refused, and a whole address counts as its path", async () => {
  const asterisk = await ask(shop.url, { method: "OPTIONS", path: "*" });
  const whole = await askTelling(shop.url, { path: "http://shop.example/api/v1/carts?x=1" });

  expect([asterisk.status, JSON.parse(asterisk.body).type]).toEqual([
    400,
    "https://shopeasy.dev/problems/malformed-address",
  ]);
  expect(whole).toMatchObject({ service: "cart", url: "/api/v1/carts?x=1" });
});

test("localhost may mean either of this machine's addresses", async () => {
  const [, six] = shop.gateway.listeners;
  if (!six) return;

  const told = await askTelling(`http://[::1]:${shop.gateway.port}/api/v1/carts`);

  expect([told.service, told.headers["x-forwarded-for"]]).toEqual(["cart", "::1"]);
});
