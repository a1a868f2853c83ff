import fc from "fast-check";
import { requestHeaders, responseHeaders } from "../proxy/header-rules";
import { ask, askTelling, type GatewayUnderTest, startGatewayUnderTest } from "./gateway-under-test";
import { startUpstream, tellingOf, type Upstream } from "./upstream";

let catalog: Upstream;
let cart: Upstream;
let shop: GatewayUnderTest;

beforeAll(async () => {
  catalog = await startUpstream(tellingOf("catalog"));
  cart = await startUpstream((_request, response) => {
    response.writeHead(201, [
      ...["Content-Length", "2", "Set-Cookie", "a=1", "Set-Cookie", "b=2", "ETag", '"one"'],
      ...["Connection", "X-Inner", "X-Inner", "of this connection", "X-Name", "caf\u00e9"],
    ]);
    response.end(Buffer.from("ok"));
  });
  shop = await startGatewayUnderTest({ services: { catalog: catalog.url, cart: cart.url } });
});

afterAll(async () => {
  await shop.stop();
  await Promise.all([catalog.stop(), cart.stop()]);
});

test("a service is told who asks, and where", async () => {
  const { headers } = await askTelling(`${shop.url}/api/v1/products`, {
    headers: { host: "shop.example:81" },
  });

  expect(headers).toMatchObject({
    host: "shop.example:81",
    "x-forwarded-for": "127.0.0.1",
    "x-forwarded-proto": "http",
    "x-forwarded-port": String(shop.gateway.port),
    "x-forwarded-host": "shop.example:81",
  });
});

test("a forged address is added to, never believed; the rest of what is forged is replaced", async () => {
  const { headers } = await askTelling(`${shop.url}/api/v1/products`, {
    headers: {
      "x-forwarded-for": ["10.0.0.1", "10.0.0.2, 10.0.0.3"],
      "x-forwarded-proto": "https",
      "x-forwarded-port": "443",
      "x-forwarded-host": "bank.example",
    },
  });

  expect(headers["x-forwarded-for"]).toBe("10.0.0.1, 10.0.0.2, 10.0.0.3, 127.0.0.1");
  expect(headers).toMatchObject({
    "x-forwarded-proto": "http",
    "x-forwarded-port": String(shop.gateway.port),
    "x-forwarded-host": `127.0.0.1:${shop.gateway.port}`,
  });
});

test("a trace begins here unless the caller has begun one", async () => {
  const root = "1-67891233-abcdef012345678912345678";

  const fresh = await askTelling(`${shop.url}/api/v1/products`);
  const kept = await askTelling(`${shop.url}/api/v1/products`, {
    headers: { "x-amzn-trace-id": `Root=${root};Sampled=0` },
  });

  expect(fresh.headers["x-amzn-trace-id"]).toMatch(
    /^Root=1-[\da-f]{8}-[\da-f]{24};Parent=[\da-f]{16};Sampled=[01]$/,
  );
  expect(kept.headers["x-amzn-trace-id"]).toMatch(new RegExp(`^Root=${root};Parent=[\\da-f]{16};Sampled=0$`));
});

test("what is of one connection only is not passed on, nor is an upgrade", async () => {
  const { headers } = await askTelling(`${shop.url}/api/v1/products`, {
    headers: {
      connection: "Upgrade, HTTP2-Settings, X-Mine, Host, X-Forwarded-For",
      upgrade: "h2c",
      "http2-settings": "AAMAAABkAARAAAAAAAIAAAAA",
      te: "trailers",
      "x-mine": "1",
      "x-yours": "2",
    },
  });

  for (const name of ["upgrade", "http2-settings", "te", "x-mine"]) expect(headers).not.toHaveProperty(name);
  expect(headers).toMatchObject({ "x-yours": "2", "x-forwarded-for": "127.0.0.1" });
  expect(headers.host).toBeDefined();
});

test("an answer's headers come back as they were, but those of its connection", async () => {
  const answer = await ask(`${shop.url}/api/v1/carts`);

  expect(answer.status).toBe(201);
  expect(answer.headers).toMatchObject({
    etag: '"one"',
    "set-cookie": ["a=1", "b=2"],
    "content-length": "2",
  });
  expect(answer.headers["x-name"]).toBe("caf\u00e9");
  expect(answer.headers).not.toHaveProperty("x-inner");
});

test("two lengths are one too many", async () => {
  const answer = await ask(`${shop.url}/api/v1/products`, {
    method: "POST",
    headers: { "content-length": ["1", "2"] as unknown as string },
  });

  expect(answer.status).toBe(400);
});

const introduction = { peer: "127.0.0.1", port: 80, trace: undefined };
const names = [
  "Connection",
  "TE",
  "Trailer",
  "Upgrade",
  "X-One",
  "X-Two",
  "x-forwarded-for",
  "Host",
  "Content-Length",
];
const anyHeaders = fc
  .array(
    fc.tuple(fc.constantFrom(...names), fc.constantFrom("x-one", "host, te", "X-Two,content-length", "5")),
  )
  .map((pairs) => pairs.flat());

test("whatever is sent, exactly what is end to end is passed on, in its order", () => {
  fc.assert(
    fc.property(anyHeaders, (received) => {
      const named = received
        .filter((_part, index) => received[index - 1] === "Connection")
        .join(",")
        .toLowerCase();
      const isKept = (name: string) =>
        ["Host", "Content-Length"].includes(name) ||
        (name.startsWith("X-") && !named.includes(name.toLowerCase()));

      const passed = responseHeaders(received);
      const sent = requestHeaders(received, introduction);

      const kept = namesOf(received).filter(isKept);
      expect(namesOf(passed).filter((name) => name !== "x-forwarded-for")).toEqual(kept);
      expect(namesOf(sent).slice(0, kept.length)).toEqual(kept);
      expect(namesOf(sent).filter((name) => name === "X-Forwarded-For")).toHaveLength(1);
    }),
  );
});

function namesOf(headers: readonly string[]): string[] {
  return headers.filter((_part, index) => index % 2 === 0);
}
