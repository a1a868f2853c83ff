import { once } from "node:events";
import { type IncomingMessage, request, type ServerResponse } from "node:http";
import { serviceNames } from "@shopeasy/contracts/route-table";
import { ask, askTelling } from "../../gateway/test/gateway-under-test";
import { routingCases } from "../../gateway/test/routing-cases";
import { startUpstream, tellingOf, type Upstream } from "../../gateway/test/upstream";
import { nginxConfiguration } from "../nginx-configuration";
import { describeWithNginx, lookOver, type RunningNginx, startNginx } from "./nginx";

const names = [...serviceNames.filter((name) => name !== "feedback"), "console", "uploads"] as const;
/** What stands in feedback's place for the next request. */
let serve: (request: IncomingMessage, response: ServerResponse) => void;

describeWithNginx("nginx before the shop", () => {
  let upstreams: Upstream[];
  let proxy: RunningNginx;

  beforeAll(async () => {
    const feedback = await startUpstream((asked, response) => serve(asked, response));
    upstreams = await Promise.all(names.map((name) => startUpstream(tellingOf(name))));
    const placeOf = (name: string) => {
      const upstream = name === "feedback" ? feedback : upstreams[names.indexOf(name as "users")];
      return new URL(upstream?.url ?? "").host;
    };
    upstreams.push(feedback);
    proxy = await startNginx({
      services: {
        users: placeOf("users"),
        catalog: placeOf("catalog"),
        cart: placeOf("cart"),
        orders: placeOf("orders"),
        feedback: placeOf("feedback"),
      },
      console: placeOf("console"),
      uploads: placeOf("uploads"),
    });
  });

  beforeEach(() => {
    serve = tellingOf("feedback");
  });

  afterAll(async () => {
    await proxy.stop();
    await Promise.all(upstreams.map((one) => one.stop()));
  });

  it.each<[path: string, service: string]>([
    ...routingCases,
    ["/", "console"],
    ["/?from=mail", "console"],
    ["/console/mail", "console"],
    ["/media/products/a.svg", "console"],
    ["/uploads/a%2Fb?X-Amz-Signature=1", "uploads"],
    ["/orders/1?token=a", "orders"],
    ["/unsubscribe", "users"],
    ["/api/v1/../orders", "catalog"],
    ["/api/v1/%6Frders", "catalog"],
  ])("sends %s to %s, as it was written", async (path, service) => {
    const told = await askTelling(proxy.url, { path });

    expect(told).toMatchObject({ service, url: path });
  });

  test("a whole address counts as its path", async () => {
    const told = await askTelling(proxy.url, { path: "http://shop.example/api/v1/carts?x=1" });

    expect(told).toMatchObject({ service: "cart", url: "/api/v1/carts?x=1" });
  });

  test("a service is told who asks, and where; what is forged is added to or replaced", async () => {
    const { headers } = await askTelling(`${proxy.url}/api/v1/products`, {
      headers: {
        host: "shop.example:81",
        "x-forwarded-for": "10.0.0.1",
        "x-forwarded-proto": "https",
        "x-forwarded-port": "443",
        "x-forwarded-host": "bank.example",
      },
    });

    expect(headers).toMatchObject({
      host: "shop.example:81",
      "x-forwarded-for": "10.0.0.1, 127.0.0.1",
      "x-forwarded-proto": "http",
      "x-forwarded-port": String(proxy.port),
      "x-forwarded-host": "shop.example:81",
    });
  });

  test("the caller's request id and trace go on; a request without gets an id", async () => {
    const trace = "Root=1-67891233-abcdef012345678912345678;Sampled=1";

    const named = await askTelling(`${proxy.url}/api/v1/products`, {
      headers: { "x-request-id": "mine-1", "x-amzn-trace-id": trace },
    });
    const nameless = await askTelling(`${proxy.url}/api/v1/products`, {
      headers: { "x-request-id": "no spaces" },
    });

    expect(named.headers).toMatchObject({ "x-request-id": "mine-1", "x-amzn-trace-id": trace });
    expect(nameless.headers["x-request-id"]).toMatch(/^[\da-f]{32}$/);
    expect(nameless.headers).not.toHaveProperty("x-amzn-trace-id");
  });

  test("what is of one connection only is not passed on, nor is an upgrade", async () => {
    const { headers } = await askTelling(`${proxy.url}/api/v1/products`, {
      headers: { connection: "Upgrade", upgrade: "h2c", te: "trailers", x_mine: "1" },
    });

    expect(headers).toMatchObject({ x_mine: "1" });
    for (const name of ["upgrade", "te"]) expect(headers).not.toHaveProperty(name);
  });

  test("each event of a stream arrives when it is sent", async () => {
    const open = Promise.withResolvers<ServerResponse>();
    serve = (_request, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" }).flushHeaders();
      open.resolve(response);
    };
    const asked = request(`${proxy.url}/api/v1/reviews`, { agent: false });
    asked.end();
    const [answer] = (await once(asked, "response")) as [IncomingMessage];
    const stream = await open.promise;

    stream.write("data: one\n\n");
    const [event] = await once(answer, "data");

    expect([String(event), stream.writableEnded]).toEqual(["data: one\n\n", false]);
    stream.end();
    answer.resume();
    await once(answer, "end");
  });

  test("an upload of any size arrives while it is still being sent", async () => {
    const begun = Promise.withResolvers<void>();
    let received = 0;
    serve = (asked, response) => {
      asked.on("data", (chunk: Buffer) => {
        received += chunk.length;
        begun.resolve();
      });
      asked.on("end", () => response.end(String(received)));
    };
    const asked = request(`${proxy.url}/api/v1/feedback`, { agent: false, method: "POST" });

    asked.write(Buffer.alloc(3_000_000));
    await begun.promise;
    asked.end();
    const [answer] = (await once(asked, "response")) as [IncomingMessage];
    const [told] = await once(answer, "data");

    expect(String(told)).toBe("3000000");
  });

  test("a service that breaks off was asked once to write, and is a problem with the request's id", async () => {
    let times = 0;
    serve = (asked) => {
      times += 1;
      asked.socket.destroy();
    };

    const answer = await ask(`${proxy.url}/api/v1/feedback`, {
      method: "POST",
      headers: { "x-request-id": "mine-2", "content-length": "2" },
      body: "{}",
    });

    expect([answer.status, times, answer.headers["content-type"]]).toEqual([
      ...[502, 1, "application/problem+json; charset=utf-8"],
    ]);
    expect(JSON.parse(answer.body)).toMatchObject({
      type: "https://shopeasy.dev/problems/bad-gateway",
      status: 502,
      instance: "mine-2",
    });
  });

  test("what is no path is a problem, too", async () => {
    const answer = await ask(proxy.url, { method: "OPTIONS", path: "*" });

    expect([answer.status, JSON.parse(answer.body).type]).toEqual([
      400,
      "https://shopeasy.dev/problems/malformed-request",
    ]);
  });

  test("nginx finds nothing wrong with what the image gets", () => {
    const place = "127.0.0.1:1";
    const services = { users: "users:8080", catalog: place, cart: place, orders: place, feedback: place };
    const { isWell, said } = lookOver(
      nginxConfiguration({
        port: 8080,
        healthPort: 8081,
        places: { services, console: place, uploads: place },
        resolver: "127.0.0.11",
        temporary: "/tmp",
      }),
    );

    expect(said).toContain("test is successful");
    expect(isWell).toBe(true);
  });
});
