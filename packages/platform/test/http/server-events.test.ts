import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { eventually } from "@shopeasy/testing/eventually";
import request from "supertest";
import { tellDraining } from "../../src/http/exchange";
import {
  type EventFeed,
  type EventOptions,
  type EventSource,
  replyEvents,
} from "../../src/http/reply-events";
import { defineRoute } from "../../src/http/route";
import { shopApp } from "./shop-app";

const route = (path: string, source: () => EventSource, options: EventOptions = {}) =>
  defineRoute<object>()({
    method: "GET",
    path,
    summary: "Events",
    access: "public",
    responses: { 200: { description: "Events", contentType: "text/event-stream" } },
    handle: async () => replyEvents(200, source(), options),
  });

/** Those who are subscribed, and what ended each of them. */
const feeds: EventFeed[] = [];
const left: EventFeed[] = [];
const hub = (feed: EventFeed) => {
  feeds.push(feed);
  return () => void left.push(feed);
};

async function* twoPrices() {
  yield { id: "1", event: "price", data: { amount: 100 } };
  yield { id: "2\nevent: forged", data: "two\nlines" };
}

let asked = 0;
let returned = false;
async function* prices() {
  try {
    for (;;) yield { data: { number: ++asked, text: "x".repeat(10_000) } };
  } finally {
    returned = true;
  }
}

async function* breaking() {
  yield { data: 1 };
  throw new Error("the table was lost");
}

const { app, logs } = shopApp([
  route("/two", twoPrices),
  route("/endless", prices),
  route("/breaking", breaking),
  route("/hub", () => hub, { heartbeatMs: 20, retryMs: 500, mostWaiting: 50_000 }),
  route("/silent", () => hub, { heartbeatMs: 20, mostWaiting: 100_000_000 }),
]);

const responses: ServerResponse[] = [];
const server = createServer((asking, response) => {
  responses.push(response);
  app(asking, response);
});

const open = (path: string) =>
  new Promise<IncomingMessage>((resolve, reject) => {
    const { port } = server.address() as AddressInfo;
    httpRequest({ port, host: "127.0.0.1", path: `/api/v1${path}`, agent: false }, resolve)
      .on("error", reject)
      .end();
  });

/** What arrives, as it arrives; and how it ended. */
function heard(answer: IncomingMessage) {
  const all = { text: "", end: "" };
  answer.setEncoding("utf8");
  answer.on("data", (text: string) => {
    all.text += text;
  });
  answer.once("end", () => {
    all.end ||= "whole";
  });
  answer.once("error", () => {
    all.end ||= "broken off";
  });
  return all;
}

beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
afterAll(() => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
});

test("events are written as the standard has them, one line of JSON each, until there are no more", async () => {
  const answer = await request(app).get("/api/v1/two").buffer(true);

  expect(answer.text).toBe(
    'retry: 3000\n\nid: 1\nevent: price\ndata: {"amount":100}\n\nid: 2event: forged\ndata: "two\\nlines"\n\n',
  );
  expect(answer.headers).toMatchObject({
    "content-type": "text/event-stream",
    "cache-control": "no-store",
    "x-accel-buffering": "no",
  });
});

test("a subscriber is told at once, gets signs of life, and is let go when he goes", async () => {
  const answer = await open("/hub");
  const all = heard(answer);
  await eventually(() => expect(feeds).toHaveLength(1));

  feeds[0]?.send({ data: { sku: "A", available: 3 } });
  await eventually(() => expect(all.text).toContain(":\n\n:\n\n"));
  answer.destroy();

  await eventually(() => expect(left).toEqual([feeds[0]]));
  expect(all.text).toContain("retry: 500\n\n");
  expect(all.text).toContain('data: {"sku":"A","available":3}\n\n');
});

test("a source that is through ends the answer", async () => {
  const all = heard(await open("/hub"));
  await eventually(() => expect(feeds).toHaveLength(2));

  feeds[1]?.end();

  await eventually(() => expect(all.end).toBe("whole"));
  expect(left).toContain(feeds[1]);
});

test("a source that fails breaks the answer off, and the log says why", async () => {
  const all = heard(await open("/breaking"));

  await eventually(() => expect(all.end).toBe("broken off"));
  expect(logs.of("request.failed")).toHaveLength(1);
});

test("a reader who does not read holds an asked source up, and is dropped by one that tells", async () => {
  const slow = await open("/endless");
  const telling = await open("/hub");
  await eventually(() => expect(feeds).toHaveLength(3));

  let sent = 0;
  while (!feeds[2]?.signal.aborted && sent < 10_000) {
    feeds[2]?.send({ data: "x".repeat(10_000) });
    sent++;
    if (sent % 100 === 0) await new Promise(setImmediate);
  }
  const askedBefore = asked;
  await eventually(() => expect(left).toContain(feeds[2]));
  slow.destroy();
  telling.destroy();

  expect(sent).toBeLessThan(10_000);
  expect(askedBefore).toBeLessThan(10_000);
  await eventually(() => expect(returned).toBe(true));
});

test("a reader who takes nothing between two signs of life is dropped", async () => {
  const stuck = await open("/silent");
  await eventually(() => expect(feeds).toHaveLength(4));
  const feed = feeds[3];

  feed?.send({ data: "x".repeat(20_000_000) });

  await eventually(() => expect(left).toContain(feed));
  stuck.destroy();
});

test("when the process is about to stop, streams end, and those that begin then end at once", async () => {
  const running = heard(await open("/silent"));
  await eventually(() => expect(feeds).toHaveLength(5));

  const last = responses.at(-1);
  if (last) tellDraining(last);

  await eventually(() => expect(running.end).toBe("whole"));
  expect(left).toContain(feeds[4]);
});

test("HEAD asks no source", async () => {
  const before = feeds.length;

  const answer = await request(app).head("/api/v1/hub");

  expect(answer.headers["content-type"]).toBe("text/event-stream");
  expect(feeds).toHaveLength(before);
});
