import { once } from "node:events";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { eventually } from "@shopeasy/testing/eventually";
import { z } from "zod";
import { reply } from "../../src/http/reply";
import { replyEvents } from "../../src/http/reply-events";
import { defineRoute } from "../../src/http/route";
import { type Listener, listen } from "../../src/runtime/listener";
import { shopApp } from "../http/shop-app";

const bytes = { description: "Bytes", schema: z.object({ bytes: z.int() }) };
const upload = defineRoute<object>()({
  method: "POST",
  path: "/uploads",
  summary: "Upload",
  access: "public",
  streamedBody: ["text/csv"],
  responses: { 200: bytes },
  handle: async (_deps, { req }) => reply(200, { bytes: (await text(req)).length }),
});
const write = defineRoute<object>()({
  method: "POST",
  path: "/writes",
  summary: "Write",
  access: "public",
  body: z.strictObject({ text: z.string() }).optional(),
  responses: { 200: bytes },
  handle: async (_deps, { body }) => reply(200, { bytes: body?.text.length ?? 0 }),
});
const left: string[] = [];
const events = defineRoute<object>()({
  method: "GET",
  path: "/events",
  summary: "Events",
  access: "public",
  responses: { 200: { description: "Events", contentType: "text/event-stream" } },
  handle: async () => replyEvents(200, () => () => void left.push("events")),
});

let listener: Listener;
beforeAll(async () => {
  listener = await listen(shopApp([upload, write, events]).app, "127.0.0.1", 0);
});
afterAll(() => listener.close());

/** The status and body of a request that is written byte for byte. */
async function exchange(head: string): Promise<[status: string | undefined, body: string | undefined]> {
  const socket = connect(listener.port, "127.0.0.1");
  socket.write(`${head}\r\nHost: shop\r\nConnection: close\r\n\r\n`);
  const answer = await text(socket);
  return [answer.split(" ")[1], answer.split("\r\n\r\n")[1]];
}

test.each([
  ["an upload", "/uploads", "Content-Type: text/csv"],
  ["an upload of nothing", "/uploads", "Content-Type: text/csv\r\nContent-Length: 0"],
  ["a call", "/writes", "Accept: */*"],
  ["a call of nothing", "/writes", "Content-Length: 0"],
])("%s without a body is not waited for", async (_what, path, headers) => {
  const [status, body] = await exchange(`POST /api/v1${path} HTTP/1.1\r\n${headers}`);

  expect([status, body]).toEqual(["200", '{"bytes":0}']);
});

describe("a stream", () => {
  const open = async () => {
    const asking = httpRequest({ port: listener.port, host: "127.0.0.1", path: "/api/v1/events" }).end();
    const [answer] = (await once(asking, "response")) as [IncomingMessage];
    return answer;
  };

  test("ends when its reader goes", async () => {
    const answer = await open();

    answer.destroy();

    await eventually(() => expect(left).toEqual(["events"]));
  });

  test("that begins while the process drains ends at once", async () => {
    listener.drain();

    const answer = await open();

    expect(await text(answer)).toBe("retry: 3000\n\n");
    expect(answer.headers.connection).toBe("close");
  });
});
