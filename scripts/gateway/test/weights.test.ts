import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { freePort } from "@shopeasy/testing/free-port";
import { createControl } from "../routing/control";
import type { RouteCounts } from "../routing/route-schemas";
import { createRoutes } from "../routing/routes";
import { bucketEndMs, Tally } from "../routing/tally";
import { ask, askTelling, type GatewayUnderTest, nobody, startGatewayUnderTest } from "./gateway-under-test";
import { startUpstream, tellingOf, type Upstream } from "./upstream";

const everywhere = { users: nobody, catalog: nobody, cart: nobody, orders: nobody, feedback: nobody };
const blue = "http://127.0.0.1:2";
const green = "http://127.0.0.1:3";

/** What deals as fairly as can be: 0.005, 0.015, … 0.995, and again. */
function evenly() {
  let dealt = 0;
  return () => ((dealt++ % 100) + 0.5) / 100;
}

describe("green gets just its share", () => {
  it.each([0, 10, 50, 100])("%i of a hundred", (percent) => {
    const routes = createRoutes(everywhere, evenly());
    routes.set("orders", { blue, green, percent });

    const origins = Array.from({ length: 300 }, () => routes.forPath("/api/v1/orders").origin);

    expect(origins.filter((origin) => origin === green)).toHaveLength(3 * percent);
    expect(new Set(origins.filter((origin) => origin !== green))).toEqual(
      new Set(percent < 100 ? [blue] : []),
    );
  });

  test("and no other service is touched by it", () => {
    const routes = createRoutes(everywhere, evenly());
    routes.set("orders", { blue, green, percent: 100 });

    const other = routes.forPath("/api/v1/carts");

    expect(other).toMatchObject({ service: "cart", origin: nobody });
  });
});

test("what was counted stays with an address, whatever its colour and share", () => {
  const routes = createRoutes(everywhere, evenly());
  routes.set("cart", { blue, green, percent: 100 });
  routes.forPath("/api/v1/carts").passage.answered(503);

  routes.set("cart", { blue: green, green: null, percent: 0 });

  expect(routes.counts().cart).toMatchObject({ blue: { requests: 1, errors: 1, waiting: 0 }, green: null });
});

test("a request counts once, when its answer begins; who went away does not", () => {
  const tally = new Tally();
  const [answered, failed, left, waiting] = [tally.begin(), tally.begin(), tally.begin(), tally.begin()];

  answered?.answered(404);
  answered?.failed();
  failed?.failed();
  left?.left();
  left?.answered(500);

  expect(waiting).toBeDefined();
  expect(tally.counts()).toMatchObject({ requests: 2, errors: 1, waiting: 1 });
  expect(tally.counts().times.reduce((sum, count) => sum + count, 0)).toBe(2);
  expect(bucketEndMs(0)).toBeLessThan(1);
});

describe("before two colours that run", () => {
  let upstreams: Upstream[];
  let gateway: GatewayUnderTest;
  let testUrl: string;

  beforeAll(async () => {
    upstreams = await Promise.all([startUpstream(tellingOf("blue")), startUpstream(tellingOf("green"))]);
    const testPort = await freePort();
    testUrl = `http://127.0.0.1:${testPort}`;
    gateway = await startGatewayUnderTest({
      services: { orders: upstreams[0]!.url },
      environment: { TEST_PORT: String(testPort) },
    });
  });

  afterAll(async () => {
    await gateway.stop();
    await Promise.all(upstreams.map((one) => one.stop()));
  });

  const from = async (url: string) => (await askTelling(`${url}/api/v1/orders`)).service;

  test("the test port leads to green where there is one, customers do not come there, and it is not counted", async () => {
    const { routes } = gateway.gateway;
    expect(await from(testUrl)).toBe("blue");
    routes.set("orders", { blue: upstreams[0]!.url, green: upstreams[1]!.url, percent: 0 });

    const found = [await from(testUrl), await from(gateway.url)];

    expect(found).toEqual(["green", "blue"]);
    expect(routes.counts().orders).toMatchObject({ blue: { requests: 1 }, green: { requests: 0 } });
  });

  test("who can't be reached counts as failed", async () => {
    const { routes } = gateway.gateway;
    routes.set("cart", { blue: nobody, green: null, percent: 0 });

    await ask(`${gateway.url}/api/v1/carts`);
    await ask(`${gateway.url}/api/v1/carts`, { method: "DELETE" });

    expect(routes.counts().cart.blue).toMatchObject({ errors: 2, requests: 2, waiting: 0 });
  });
});

describe("control", () => {
  const token = "a token that only the supervisor has, and the gateway";
  const routes = createRoutes(everywhere);
  let server: Server;

  beforeAll(async () => {
    server = createServer(createControl(routes, token)).listen(0, "127.0.0.1");
    await once(server, "listening");
  });
  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });

  const url = (path: string) => `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
  const authorized = { authorization: `Bearer ${token}` };
  const put = (path: string, body: unknown) =>
    ask(url(path), {
      method: "PUT",
      headers: authorized,
      body: typeof body === "string" ? body : JSON.stringify(body),
    });

  test("who has the token says where requests go, and is told what came of it", async () => {
    const answer = await put("/routes/users", { blue, green, percent: 10 });

    expect(answer.status).toBe(200);
    const counts = JSON.parse(answer.body) as Record<string, RouteCounts>;
    expect(counts.users).toMatchObject({ percent: 10, blue: { requests: 0 }, green: { requests: 0 } });
    expect(routes.origins()).toEqual(expect.arrayContaining([blue, green]));
  });

  it.each([
    ["no JSON", "{"],
    ["a share above a hundred", { blue, green, percent: 101 }],
    ["half a percent", { blue, green, percent: 0.5 }],
    ["an address elsewhere", { blue: "http://example.com", green: null, percent: 0 }],
    ["what nobody knows", { blue, green: null, percent: 0, colour: "red" }],
  ])("%s is refused, and changes nothing", async (_what, body) => {
    const before = routes.counts();

    const answer = await put("/routes/users", body);

    expect(answer.status).toBe(400);
    expect(routes.counts()).toEqual(before);
  });

  test("without the token, or with another, there is nothing but its health", async () => {
    const asked = [{}, { authorization: "Bearer " }, { authorization: token }];
    const answers = await Promise.all(asked.map((headers) => ask(url("/routes"), { headers })));
    const health = await ask(url("/health/live"));
    const unknown = await put("/routes/shoes", { blue, green: null, percent: 0 });

    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
    expect([health.status, unknown.status]).toEqual([200, 404]);
  });
});
