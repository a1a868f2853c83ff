import { once } from "node:events";
import { type IncomingMessage, request, type ServerResponse } from "node:http";
import { eventually } from "@shopeasy/testing/eventually";
import { heldBytes } from "@shopeasy/testing/held-bytes";
import { answerTo, type GatewayUnderTest, startGatewayUnderTest } from "./gateway-under-test";
import { startUpstream, type Upstream } from "./upstream";

let orders: Upstream;
let shop: GatewayUnderTest;
/** What stands at the end of the next request. */
let serve: (request: IncomingMessage, response: ServerResponse) => void;

beforeAll(async () => {
  orders = await startUpstream((asked, response) => serve(asked, response));
  shop = await startGatewayUnderTest({ services: { orders: orders.url } });
});

afterAll(async () => {
  await shop.stop();
  await orders.stop();
});

const megabyte = Buffer.alloc(1024 * 1024, "x");
const ordersUrl = () => `${shop.url}/api/v1/orders`;

test("each event of a stream arrives when it is sent, and the headers before the first", async () => {
  const open = Promise.withResolvers<ServerResponse>();
  serve = (_request, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" }).flushHeaders();
    open.resolve(response);
  };
  const asked = request(`${ordersUrl()}/1/events`, { agent: false });
  asked.end();
  const [answer] = (await once(asked, "response")) as [IncomingMessage];
  const stream = await open.promise;

  stream.write("data: one\n\n");
  const [first] = await once(answer, "data");
  stream.write("data: two\n\n");
  const [second] = await once(answer, "data");

  expect([String(first), String(second)]).toEqual(["data: one\n\n", "data: two\n\n"]);
  expect(stream.writableEnded).toBe(false);
  stream.end();
  answer.resume();
  await once(answer, "end");
});

test("the service is let go as soon as the client goes away, from a stream or before any answer", async () => {
  for (const isAnswered of [true, false]) {
    const left = Promise.withResolvers<void>();
    const arrived = Promise.withResolvers<void>();
    serve = (_request, response) => {
      response.on("close", () => left.resolve());
      if (isAnswered) response.writeHead(200).write("begun");
      arrived.resolve();
    };
    const asked = request(ordersUrl(), { agent: false });
    asked.on("error", () => {});
    asked.end();
    await arrived.promise;
    if (isAnswered) await once(asked, "response");

    asked.destroy();

    await left.promise;
  }
});

test("an upload that the client gives up reaches no end at the service", async () => {
  const aborted = Promise.withResolvers<boolean>();
  const begun = Promise.withResolvers<void>();
  serve = (asked) => {
    asked.once("data", () => begun.resolve());
    asked.on("error", () => {});
    asked.on("close", () => aborted.resolve(!asked.complete));
  };
  const asked = request(ordersUrl(), { agent: false, method: "POST" });
  asked.on("error", () => {});
  asked.write(megabyte);
  await begun.promise;

  asked.destroy();

  expect(await aborted.promise).toBe(true);
});

test("a small upload that the client gives up never reaches the service", async () => {
  let isReached = false;
  serve = (_request, response) => {
    isReached = true;
    response.end();
  };
  const waiting = () => shop.gateway.routes.counts().orders.blue.waiting;
  const before = waiting();
  const asked = request(ordersUrl(), { agent: false, method: "POST", headers: { "content-length": "8" } });
  asked.on("error", () => {});
  asked.write("half");
  await eventually(() => expect(waiting()).toBe(before + 1));

  asked.destroy();

  await eventually(() => expect(waiting()).toBe(before));
  expect(isReached).toBe(false);
});

test("an answer that breaks off at the service breaks off for the client", async () => {
  serve = (_request, response) => {
    response.writeHead(200, { "content-length": "100" });
    response.write("half", () => response.destroy());
  };
  const asked = request(ordersUrl(), { agent: false });
  asked.end();

  await expect(answerTo(asked)).rejects.toThrow("aborted");
});

test("an upload of 400 MB passes through without being kept", async () => {
  let received = 0;
  let most = 0;
  serve = (asked, response) => {
    let watched = 0;
    asked.on("data", (chunk: Buffer) => {
      received += chunk.length;
      if (received - watched < 100 * megabyte.length) return;
      watched = received;
      most = Math.max(most, heldBytes());
    });
    asked.on("end", () => response.end(String(received)));
  };
  const before = heldBytes();
  const asked = request(ordersUrl(), { agent: false, method: "POST" });
  const answered = answerTo(asked);
  for (let sent = 0; sent < 400; sent += 1) {
    if (!asked.write(megabyte)) await once(asked, "drain");
  }
  asked.end();

  const answer = await answered;

  expect(answer.body).toBe(String(400 * megabyte.length));
  expect(most - before).toBeLessThan(50 * megabyte.length);
});

test("an upload waits for a service that is slow to read it", async () => {
  const reading = Promise.withResolvers<void>();
  serve = (asked, response) => {
    asked.pause();
    void reading.promise.then(() => asked.resume());
    asked.on("end", () => response.end("all of it"));
  };
  const asked = request(ordersUrl(), { agent: false, method: "POST" });
  const answered = answerTo(asked);
  let taken = 0;
  // What the kernel holds for two connections, and no more: the rest has to wait.
  while (taken < 60 && (asked.write(megabyte) || (await drainsWithin(asked, 300)))) taken += 1;
  reading.resolve();
  asked.end();

  expect((await answered).body).toBe("all of it");
  expect(taken).toBeLessThan(60);
});

test("a download waits for a client that is slow to read it", async () => {
  let taken = 0;
  const stuck = Promise.withResolvers<void>();
  serve = async (_request, response) => {
    for (; taken < 60; taken += 1) {
      if (!response.write(megabyte) && !(await drainsWithin(response, 300))) break;
    }
    stuck.resolve();
    response.end();
  };
  const asked = request(ordersUrl(), { agent: false });
  asked.end();
  const [answer] = (await once(asked, "response")) as [IncomingMessage];
  answer.pause();

  await stuck.promise;

  expect(taken).toBeLessThan(60);
  answer.resume();
  await once(answer, "end");
});

test("an answer that comes before the whole body was sent reaches the client", async () => {
  serve = (_request, response) => void response.writeHead(413).end("too large");
  const asked = request(ordersUrl(), {
    agent: false,
    method: "POST",
    headers: { "content-length": String(50 * megabyte.length) },
  });
  asked.on("error", () => {});
  asked.write(megabyte);

  const answer = await answerTo(asked);

  expect([answer.status, answer.body]).toEqual([413, "too large"]);
  asked.destroy();
});

test("a stream ends soon once the gateway is to stop", async () => {
  const open = Promise.withResolvers<void>();
  serve = (_request, response) => {
    response.on("close", () => open.resolve());
    response.writeHead(200, { "content-type": "text/event-stream" }).write("data: one\n\n");
  };
  const other = await startGatewayUnderTest({ services: { orders: orders.url } });
  const asked = request(`${other.url}/api/v1/orders/1/events`, { agent: false });
  asked.on("error", () => {});
  asked.end();
  const [answer] = (await once(asked, "response")) as [IncomingMessage];
  answer.on("error", () => {});
  const beganAt = performance.now();

  for (const listener of other.gateway.listeners) listener.drain();

  await open.promise;
  expect(performance.now() - beganAt).toBeLessThan(10_000);
  await eventually(() => expect(answer.destroyed).toBe(true));
  await other.stop();
});

/** Whether a writer may go on in this time. */
async function drainsWithin(writer: NodeJS.EventEmitter, ms: number): Promise<boolean> {
  return once(writer, "drain", { signal: AbortSignal.timeout(ms) }).then(
    () => true,
    () => false,
  );
}
