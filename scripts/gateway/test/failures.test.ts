import { once } from "node:events";
import { Agent, request } from "node:http";
import { createServer } from "node:net";
import { freePort } from "@shopeasy/testing/free-port";
import { answerTo, ask, type PlainAnswer, startGatewayUnderTest } from "./gateway-under-test";
import { startUpstream, tellingOf } from "./upstream";

const problems = "https://shopeasy.dev/problems/";

function problemOf({ status, headers, body }: PlainAnswer) {
  const { type, title, status: told, detail, instance } = JSON.parse(body);
  expect(headers["content-type"]).toBe("application/problem+json; charset=utf-8");
  expect(headers["cache-control"]).toBe("no-store");
  expect(headers["x-amzn-trace-id"]).toMatch(/^Root=1-/);
  expect(instance).toBe(headers["x-request-id"]);
  expect([told, title, typeof detail]).toEqual([status, expect.any(String), "string"]);
  return { status, type };
}

test("a service that can't be reached while others can is a 502, with the caller's own request id", async () => {
  const catalog = await startUpstream(tellingOf("catalog"));
  const shop = await startGatewayUnderTest({ services: { catalog: catalog.url } });

  const named = await ask(`${shop.url}/api/v1/orders`, { headers: { "x-request-id": "mine-1" } });
  const unusable = await ask(`${shop.url}/api/v1/orders`, { headers: { "x-request-id": "no spaces" } });

  expect(problemOf(named)).toEqual({ status: 502, type: `${problems}bad-gateway` });
  expect(named.headers["x-request-id"]).toBe("mine-1");
  expect(unusable.headers["x-request-id"]).toMatch(/^[\da-f-]{36}$/);
  expect(named.body).not.toContain("127.0.0.1");
  await shop.stop();
  await catalog.stop();
});

test("while none of the services serves it is a 503 that says when to come again", async () => {
  const starting = await startUpstream((_request, response) => void response.writeHead(503).end());
  const shop = await startGatewayUnderTest({ services: { catalog: starting.url } });

  const answer = await ask(`${shop.url}/api/v1/orders`);

  expect(problemOf(answer)).toEqual({ status: 503, type: `${problems}service-unavailable` });
  expect(answer.headers["retry-after"]).toBe("1");
  await shop.stop();
  await starting.stop();
});

test("no answer in time is a 504, and the service is let go", async () => {
  const left = Promise.withResolvers<void>();
  const slow = await startUpstream((_request, response) => void response.on("close", () => left.resolve()));
  const shop = await startGatewayUnderTest({ services: { orders: slow.url }, answerWithinMs: 300 });

  const answer = await ask(`${shop.url}/api/v1/orders`);

  expect(problemOf(answer)).toEqual({ status: 504, type: `${problems}gateway-timeout` });
  await left.promise;
  await shop.stop();
  await slow.stop();
});

test("a service that breaks off, or speaks no HTTP, was asked once and is a 502", async () => {
  let asked = 0;
  const broken = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", (head) => {
      if (!head.includes(" /api/v1/orders ")) return socket.destroy();
      asked += 1;
      return asked === 1 ? socket.destroy() : socket.end("what?\r\n\r\n");
    });
  }).listen(0, "127.0.0.1");
  await once(broken, "listening");
  const { port } = broken.address() as { port: number };
  const catalog = await startUpstream(tellingOf("catalog"));
  const shop = await startGatewayUnderTest({
    services: { orders: `http://127.0.0.1:${port}`, catalog: catalog.url },
  });

  const hungUp = await ask(`${shop.url}/api/v1/orders`);
  const askedOnce = asked;
  const babble = await ask(`${shop.url}/api/v1/orders`, { method: "POST", body: "{}" });

  expect([problemOf(hungUp).status, problemOf(babble).status]).toEqual([502, 502]);
  expect([askedOnce, asked]).toEqual([1, 2]);
  await shop.stop();
  await catalog.stop();
  broken.close();
});

test("a large body for a service that is gone is read to its end, so that the client sees the answer", async () => {
  const catalog = await startUpstream(tellingOf("catalog"));
  const shop = await startGatewayUnderTest({ services: { catalog: catalog.url } });
  const body = "x".repeat(8 * 1024 * 1024);
  const agent = new Agent({ keepAlive: true });
  const asked = request(`${shop.url}/api/v1/orders`, { agent, method: "POST" });
  const sent = once(asked, "finish");
  asked.end(body);

  const answer = await answerTo(asked);

  await sent;
  const next = request(`${shop.url}/api/v1/products`, { agent });
  next.end();
  expect([problemOf(answer).status, (await answerTo(next)).status]).toEqual([502, 200]);
  expect(next.reusedSocket).toBe(true);
  agent.destroy();
  await shop.stop();
  await catalog.stop();
});

test("a service that was started again is found again", async () => {
  const port = await freePort();
  const first = await startUpstream(tellingOf("orders"), port);
  const shop = await startGatewayUnderTest({ services: { orders: first.url } });
  const before = await ask(`${shop.url}/api/v1/orders`);
  await first.stop();
  const between = await ask(`${shop.url}/api/v1/orders`);

  const second = await startUpstream(tellingOf("orders"), port);
  const after = await ask(`${shop.url}/api/v1/orders`);

  expect([before.status, between.status, after.status]).toEqual([200, 503, 200]);
  await shop.stop();
  await second.stop();
});
