import { createHmac } from "node:crypto";
import { createServer, request as httpRequest, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { eventually } from "@shopeasy/testing/eventually";
import request from "supertest";
import { z } from "zod";
import { currentContext } from "../../src/context/request-context";
import { reply, replyStream } from "../../src/http/reply";
import { defineRoute } from "../../src/http/route";
import { shopApp } from "./shop-app";

const left: string[] = [];

const events = defineRoute<object>()({
  method: "GET",
  path: "/events",
  summary: "Events",
  access: "public",
  responses: { 200: { description: "Events", contentType: "text/event-stream" } },
  handle: async () =>
    replyStream(
      200,
      async (response, signal) => {
        response.write("data: first\n\n");
        await pause(60_000, undefined, { signal }).catch(() => undefined);
        left.push("events");
        response.end();
      },
      { "Content-Type": "text/event-stream" },
    ),
});

const breaking = defineRoute<object>()({
  method: "GET",
  path: "/breaking",
  summary: "Breaks in the middle",
  access: "public",
  responses: { 200: { description: "Text", contentType: "text/plain" } },
  handle: async () =>
    replyStream(200, async (response) => {
      response.write("half");
      throw new Error("the cursor was lost");
    }),
});

const webhook = defineRoute<object>()({
  method: "POST",
  path: "/payments/webhook",
  summary: "Signed events",
  access: "open",
  rawBody: true,
  responses: { 200: { description: "Taken", schema: z.object({ signature: z.string() }) } },
  handle: async (_deps, { rawBody }) =>
    reply(200, { signature: createHmac("sha256", "secret").update(rawBody).digest("hex") }),
});

const imports = defineRoute<object>()({
  method: "POST",
  path: "/products/import",
  summary: "Import",
  access: "public",
  streamedBody: ["application/x-ndjson"],
  responses: { 202: { description: "Taken", schema: z.object({ bytes: z.int(), requestId: z.string() }) } },
  handle: async (_deps, { req }) => {
    let bytes = 0;
    let requestId = "";
    req.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      requestId = currentContext()?.requestId ?? "none";
    });
    await new Promise((resolve) => req.once("end", resolve));
    return reply(202, { bytes, requestId });
  },
});

const { app, logs } = shopApp([events, breaking, webhook, imports]);
const server = createServer(app);
const open = (path: string) =>
  new Promise<IncomingMessage>((resolve, reject) => {
    const { port } = server.address() as AddressInfo;
    httpRequest({ port, host: "127.0.0.1", path }, resolve).on("error", reject).end();
  });

beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
afterAll(() => new Promise((resolve) => server.close(resolve)));

test("events reach the caller at once, and the handler learns when he goes", async () => {
  const answer = await open("/api/v1/events");
  const [first] = await new Promise<[Buffer]>((resolve) => answer.once("data", (chunk) => resolve([chunk])));

  answer.destroy();

  await eventually(() => expect(left).toEqual(["events"]));
  expect(first?.toString()).toBe("data: first\n\n");
  expect(answer.headers["content-type"]).toBe("text/event-stream");
  expect(answer.headers["cache-control"]).toBe("no-store");
  expect(answer.headers["x-request-id"]).toBeDefined();
});

test("HEAD of a stream does not begin it", async () => {
  const answer = await request(app).head("/api/v1/events");

  expect(answer.status).toBe(200);
  expect(answer.headers["content-type"]).toBe("text/event-stream");
});

test("a stream that breaks in the middle is broken off, not ended as if it were whole", async () => {
  const answer = await open("/api/v1/breaking");

  const ended = await new Promise((resolve) => {
    answer.on("data", () => undefined);
    answer.once("error", (error: NodeJS.ErrnoException) => resolve(error.code));
    answer.once("end", () => resolve("whole"));
  });

  expect(ended).toBe("ECONNRESET");
  expect(logs.of("request.failed")).toHaveLength(1);
});

test("a webhook is handed the very bytes that were signed", async () => {
  const body = '{ "id":"evt_1",   "amount": 1.0 }';

  const answer = await request(app)
    .post("/api/v1/payments/webhook")
    .set("Content-Type", "application/json; charset=utf-8")
    .send(body);

  expect(answer.body).toEqual({ signature: createHmac("sha256", "secret").update(body).digest("hex") });
});

test("a large upload is read bit by bit, within its request's context", async () => {
  const answer = await request(app)
    .post("/api/v1/products/import")
    .set("Content-Type", "application/x-ndjson")
    .set("X-Request-Id", "import-1")
    .send("x".repeat(1_000_000));

  expect(answer.body).toEqual({ bytes: 1_000_000, requestId: "import-1" });
});

test("an upload of another kind is a 415", async () => {
  const answer = await request(app)
    .post("/api/v1/products/import")
    .set("Content-Type", "image/png")
    .send("x");

  expect(answer.status).toBe(415);
});
