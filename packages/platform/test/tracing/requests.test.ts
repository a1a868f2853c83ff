import { setTimeout as pause } from "node:timers/promises";
import { eventually } from "@shopeasy/testing/eventually";
import { startXRayDaemon, type TraceDocument, type XRayDaemon } from "@shopeasy/testing/x-ray-daemon";
import request from "supertest";
import { z } from "zod";
import { Conflict } from "../../src/errors";
import { reply, replyStream } from "../../src/http/reply";
import { defineRoute } from "../../src/http/route";
import { annotate, beginTrace, configureTracing, currentTraceId, span } from "../../src/tracing/tracing";
import { userHash } from "../../src/tracing/user-hash";
import { shopApp } from "../http/shop-app";

const Told = z.object({ traceId: z.string() });
const text = { 200: { description: "Text", contentType: "text/plain" } } as const;
const afterTheAnswer: Promise<unknown>[] = [];

const orders = defineRoute<object>()({
  method: "GET",
  path: "/orders/{id}",
  summary: "An order",
  access: "public",
  params: z.strictObject({ id: z.string() }),
  responses: { 200: { description: "It", schema: Told } },
  handle: async (_deps, { params: { id } }) => {
    annotate("order_id", id);
    for (let step = 0; step < 3; step++) {
      await span(`step-${id}`, () => pause(Math.random() * 5));
    }
    if (id === "taken") throw new Conflict("order-exists", "There is one.");
    if (id === "broken") throw new Error("no order", { cause: new Error("no database for ann@shop.test") });
    return reply(200, { traceId: currentTraceId() ?? "" });
  },
});

const late = defineRoute<object>()({
  method: "GET",
  path: "/late",
  summary: "Goes on after its answer",
  access: "public",
  responses: { 200: { description: "It", schema: Told } },
  handle: async () => {
    const work = pause(60).then(() =>
      span("mail", () => span("template", async () => undefined), { annotations: { kind: "greeting" } }),
    );
    afterTheAnswer.push(work);
    return reply(200, { traceId: currentTraceId() ?? "" });
  },
});

const stream = defineRoute<object>()({
  method: "GET",
  path: "/export",
  summary: "Streams",
  access: "public",
  query: z.strictObject({ breaks: z.string().optional() }),
  responses: text,
  handle: async (_deps, { query: { breaks } }) =>
    replyStream(200, async (response) => {
      for (const page of [1, 2, 3]) {
        await span(`page-${page}`, () => pause(1));
        response.write(`page ${page}\n`);
        if (breaks) throw new Error("the cursor was lost");
      }
      response.end();
    }),
});

let daemon: XRayDaemon;
const { app } = shopApp([orders, late, stream]);

beforeAll(async () => {
  daemon = await startXRayDaemon();
});

afterAll(async () => {
  configureTracing({ service: "shop", sampleRate: 0, enabled: false });
  await daemon.close();
});

const traceAt = (sampleRate: number) =>
  configureTracing({ service: "shop", daemonAddress: daemon.address, sampleRate, enabled: true });

beforeEach(() => {
  daemon.documents.length = 0;
  daemon.datagrams.length = 0;
  traceAt(1);
});

const traceIdOf = (answer: { headers: Record<string, string> }) =>
  /Root=([^;]+)/.exec(answer.headers["x-amzn-trace-id"] ?? "")?.[1] ?? "";

const namesOf = ({ subsegments = [] }: TraceDocument) => subsegments.map(({ name }) => name);

test("a request's segment is the service's, and its route, its outcome and who called can be searched for", async () => {
  const answer = await request(app).get("/api/v1/orders/7").set("Authorization", "Bearer customer");

  const segment = await daemon.segmentOf(traceIdOf(answer));
  const user = userHash("0190a1b2-0000-7000-8000-000000000001");
  expect(segment).toMatchObject({
    name: "shop",
    user,
    annotations: { route: "GET /orders/{id}", outcome: "ok", order_id: "7", user },
  });
  expect(user).toMatch(/^[\da-f]{16}$/);
  expect(daemon.datagrams.join()).not.toContain("0190a1b2");
});

test.each([
  ["taken", "order-exists", { error: true }],
  ["broken", "failed", { fault: true }],
])("one that ends in a problem tells its code: %s", async (id, outcome, marks) => {
  const answer = await request(app).get(`/api/v1/orders/${id}`);

  const segment = await daemon.segmentOf(traceIdOf(answer));
  expect(segment).toMatchObject({ ...marks, annotations: { outcome, order_id: id } });
});

test("what failed is told with its stack, and what caused it with its own", async () => {
  const answer = await request(app).get("/api/v1/orders/broken");

  const { cause } = await daemon.segmentOf(traceIdOf(answer));
  const [error, behind] = cause?.exceptions ?? [];
  expect(error).toMatchObject({ message: "no order", cause: behind?.id });
  expect(behind).toMatchObject({ message: "no database for [email]" });
  expect(error?.stack.length).toBeGreaterThan(0);
  expect(behind?.stack.length).toBeGreaterThan(0);
});

test("one that nobody chose to sample is sent where it fails, with what it was about", async () => {
  traceAt(0);

  const [fine, answer] = [
    await request(app).get("/api/v1/orders/7"),
    await request(app).get("/api/v1/orders/broken"),
  ];

  const segment = await daemon.segmentOf(traceIdOf(answer));
  expect(segment.annotations).toEqual({
    ...{ route: "GET /orders/{id}", outcome: "failed", order_id: "broken", kept_for_fault: true },
    request_id: answer.headers["x-request-id"],
  });
  expect(daemon.documents.some(({ trace_id }) => trace_id === traceIdOf(fine))).toBe(false);
});

test("a hundred at once are not mixed up", async () => {
  const ids = Array.from({ length: 100 }, (_, index) => `${index}`);

  const answers = await Promise.all(ids.map((id) => request(app).get(`/api/v1/orders/${id}`)));

  for (const [index, answer] of answers.entries()) {
    const segment = await daemon.segmentOf(traceIdOf(answer));
    expect(answer.body.traceId).toBe(segment.trace_id);
    expect(segment.annotations?.order_id).toBe(`${index}`);
    expect(namesOf(segment)).toEqual([0, 1, 2].map(() => `step-${index}`));
  }
});

test("an answer that is streamed has in it what was done until its end", async () => {
  const answer = await request(app).get("/api/v1/export");

  const segment = await daemon.segmentOf(traceIdOf(answer));
  expect(namesOf(segment)).toEqual(["page-1", "page-2", "page-3"]);
  expect(segment.annotations?.outcome).toBe("ok");
});

test("one that breaks in the middle is a fault, though its status was 200", async () => {
  const header = "Root=1-67891233-abcdef0123456789abcdef01";
  await request(app)
    .get("/api/v1/export?breaks=yes")
    .set("X-Amzn-Trace-Id", header)
    .catch(() => undefined);

  const segment = await daemon.segmentOf("1-67891233-abcdef0123456789abcdef01");
  expect(segment).toMatchObject({
    fault: true,
    annotations: { outcome: "failed" },
    http: { response: { status: 200 } },
    cause: { exceptions: [{ message: "the cursor was lost" }] },
  });
});

test("what goes on after the answer is sent when it ends, as a part of the request", async () => {
  const answer = await request(app).get("/api/v1/late");
  const segment = await daemon.segmentOf(traceIdOf(answer));
  await Promise.all(afterTheAnswer);

  const part = await eventually(() => {
    const found = daemon.documents.find(({ name }) => name === "mail");
    if (!found) throw new Error("the part has not arrived");
    return found;
  });

  expect(part).toMatchObject({
    ...{ type: "subsegment", trace_id: segment.trace_id, parent_id: segment.id },
    annotations: { kind: "greeting" },
    subsegments: [{ name: "template" }],
  });
  expect(daemon.documents).toHaveLength(2);
});

test("a part that has ended is no dead end: what it left running is a part of it", async () => {
  const trace = beginTrace({});
  let go = () => {};
  const gate = new Promise<void>((resolve) => (go = resolve));
  const left: Promise<unknown>[] = [];

  await trace.run(() =>
    span("order", async () => void left.push(gate.then(() => span("note", async () => 0)))),
  );
  go();
  await Promise.all(left);
  trace.close();

  const segment = await daemon.segmentOf(trace.id);
  const note = daemon.documents.find(({ name }) => name === "note");
  expect(note).toMatchObject({ type: "subsegment", parent_id: segment.subsegments?.[0]?.id });
});

test("a daemon that goes away and comes back gets what is sent from then on", async () => {
  const [, port = ""] = daemon.address.split(":");
  await daemon.close();
  await request(app).get("/api/v1/orders/1");

  daemon = await startXRayDaemon(Number(port));
  const answer = await request(app).get("/api/v1/orders/2");

  expect(await daemon.segmentOf(traceIdOf(answer))).toMatchObject({ annotations: { order_id: "2" } });
});
