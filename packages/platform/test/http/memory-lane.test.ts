import { createServer, request as httpRequest, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { eventually } from "@shopeasy/testing/eventually";
import { startXRayDaemon } from "@shopeasy/testing/x-ray-daemon";
import request from "supertest";
import { z } from "zod";
import { currentContext } from "../../src/context/request-context";
import { NotFound } from "../../src/errors";
import { reply } from "../../src/http/reply";
import { defineRoute } from "../../src/http/route";
import { configureTracing, currentTraceId } from "../../src/tracing/tracing";
import { KeepsAll } from "./kept-answers";
import { shopApp } from "./shop-app";

const root = "1-67891233-abcdef012345678912345678";
const Product = z.object({ slug: z.string(), view: z.string(), price: z.int() });

/** A shop of one product, that knows who asked for it to be made. */
function aShop(options: Parameters<typeof shopApp>[1] & { answers?: KeepsAll } = {}) {
  const made: { requestId: string | undefined; traceId: string | undefined }[] = [];
  const state = { exists: true, price: 100 };
  const product = defineRoute<object>()({
    method: "GET",
    path: "/products/{slug}",
    summary: "A product",
    access: "public",
    params: z.strictObject({ slug: z.string().max(200) }),
    query: z.strictObject({ view: z.string().default("all") }),
    cache: { maxAge: 5, staleWhileRevalidate: 15, madeOf: ({ slug }, { query }) => [slug, query.view] },
    responses: { 200: { description: "The product", schema: Product } },
    problems: { 404: ["unknown-product"] },
    handle: async (_deps, { params, query }) => {
      made.push({ requestId: currentContext()?.requestId, traceId: currentTraceId() });
      if (!state.exists) throw new NotFound("unknown-product", "There is no such product.");
      return reply(200, { slug: params.slug, view: query.view, price: state.price }, { ETag: '"v1"' });
    },
  });
  return { ...shopApp([product], options), made, state };
}

const keepingShop = (options: Parameters<typeof shopApp>[1] = {}) => {
  const answers = new KeepsAll();
  return { ...aShop({ ...options, answers }), answers };
};

const path = "/api/v1/products/runner";

describe("an answer from memory", () => {
  type Asked = [what: string, method: "get" | "head", headers: Record<string, string>];
  const asked: Asked[] = [
    ["made for it", "get", {}],
    ["from memory", "get", {}],
    ["of HEAD", "head", {}],
    ["that is known", "get", { "If-None-Match": '"v0", W/"v1"' }],
    ["to HEAD of one that is known", "head", { "If-None-Match": "*" }],
    ["with another tag", "get", { "If-None-Match": '"v2"' }],
    ["with a broken tag", "get", { "If-None-Match": `v1"${"(a+)+$".repeat(500)}` }],
    ["with an empty tag", "get", { "If-None-Match": "" }],
    ["to an id that can't be used", "get", { "X-Request-Id": "a b" }],
  ];

  test("is header for header the one that the route gives", async () => {
    const shops = { plain: aShop(), keeping: keepingShop() };

    const answersOf = async ({ app }: Pick<typeof shops.plain, "app">) => {
      const answers: unknown[] = [];
      for (const [what, method, headers] of asked) {
        const answer = await request(app)
          [method](path)
          .set({ "X-Request-Id": "r-1", "X-Amzn-Trace-Id": `Root=${root}`, ...headers });
        answers.push([what, answer.status, answer.text ?? "", headersOf(answer as never)]);
      }
      return answers;
    };
    const [plain, keeping] = [await answersOf(shops.plain), await answersOf(shops.keeping)];

    expect(keeping).toEqual(plain);
    expect([shops.plain.made.length, shops.keeping.made.length]).toEqual([asked.length, 1]);
  });

  /** Names as they were sent. Ids and seconds differ by nature. */
  function headersOf({ res }: { res: IncomingMessage }): string[] {
    const pairs: string[] = [];
    for (let at = 0; at < res.rawHeaders.length; at += 2) {
      const [name, value] = res.rawHeaders.slice(at, at + 2) as [string, string];
      const told = value
        .replace(/t=\d+$/, "t=…")
        .replace(/^[\da-f]{8}-[\da-f]{4}-7.*/, "an id")
        .replace(/^\w{3}, .* GMT$/, "now");
      pairs.push(`${name}: ${told}`);
    }
    return pairs.sort();
  }

  test("closes its connection when the process is about to stop", async () => {
    const { app } = keepingShop();
    const draining = createServer((asking, response) => {
      response.setHeader("Connection", "close");
      app(asking, response);
    });
    await request(draining).get(path);

    const answer = await request(draining).get(path);

    expect(answer.headers).toMatchObject({ connection: "close", etag: '"v1"' });
  });

  test("counts against the limit of its route, and is refused past it", async () => {
    const three = { limit: 3, windowSeconds: 60 };
    const { app, made } = keepingShop({ rateLimits: { reading: three, writing: three, credentials: three } });

    const answers = [];
    for (let turn = 0; turn < 4; turn++) answers.push(await request(app).get(path));

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
    expect(answers.map(({ headers }) => headers.ratelimit?.split(";")[1])).toEqual([
      " r=2",
      " r=1",
      " r=0",
      " r=0",
    ]);
    expect(answers[3]?.body).toMatchObject({ status: 429, instance: answers[3]?.headers["x-request-id"] });
    expect(answers[3]?.headers).toMatchObject({ "x-frame-options": "DENY", "cache-control": "no-store" });
    expect(Number(answers[3]?.headers["retry-after"])).toBeGreaterThan(0);
    expect(made).toHaveLength(1);
  });

  test("is in the log, the metrics and its trace, by its route's pattern", async () => {
    const daemon = await startXRayDaemon();
    const traced = { service: "shop", version: "1.2.3", daemonAddress: daemon.address, sampleRate: 0 };
    configureTracing({ ...traced, enabled: true });
    const { app, logs, metrics } = keepingShop();
    await request(app).get(path);

    const answer = await request(app)
      .get(path)
      .set({ "X-Request-Id": "r-2", "X-Amzn-Trace-Id": `Root=${root};Parent=53995c3f42cd8ad8;Sampled=1` });

    const segment = await daemon.segmentOf(root);
    await daemon.close();
    configureTracing({ ...traced, enabled: false });
    expect(answer.headers["x-amzn-trace-id"]).toBe(`Root=${root};Sampled=1`);
    expect(segment).toEqual({
      trace_id: root,
      id: expect.stringMatching(/^[\da-f]{16}$/),
      parent_id: "53995c3f42cd8ad8",
      name: "shop",
      start_time: expect.any(Number),
      end_time: expect.any(Number),
      service: { version: "1.2.3", runtime: "node", runtime_version: process.version },
      http: {
        request: { method: "GET", url: "/products/{slug}" },
        response: { status: 200, content_length: Buffer.byteLength(answer.text) },
      },
      annotations: { route: "GET /products/{slug}", outcome: "ok", cache: "hit", request_id: "r-2" },
    });
    expect(logs.of("request.completed").at(-1)).toEqual({
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      level: "info",
      event: "request.completed",
      service: "test",
      requestId: "r-2",
      traceId: root,
      method: "GET",
      route: "/products/{slug}",
      status: 200,
      durationMs: expect.any(Number),
      bytes: Buffer.byteLength(answer.text),
    });
    expect(await metrics.render()).toContain(
      'http_requests_total{route="/products/{slug}",method="GET",status="200",service="shop"} 2',
    );
  });
});

describe("what is kept", () => {
  test("is told to nobody with a token, and comes from nobody with one", async () => {
    const { app, made, answers } = keepingShop();

    const staff = await request(app).get(path).set("Authorization", "Bearer staff");
    const anybody = await request(app).get(path);
    const staffAgain = await request(app).get(path).set("Authorization", "Bearer staff");
    const forger = await request(app).get(path).set("Authorization", "Bearer forged");
    const nobody = await request(app).get(path).set("Authorization", "");

    expect([staff, staffAgain].map(({ headers }) => headers["cache-control"])).toEqual([
      "private, no-store",
      "private, no-store",
    ]);
    expect(anybody.headers["cache-control"]).toBe("public, max-age=5, stale-while-revalidate=15");
    expect([forger.status, nobody.status]).toEqual([401, 401]);
    expect(made).toHaveLength(3);
    expect(answers.made.size).toBe(1);
  });

  test("is one answer for each address, query and all", async () => {
    const { app, answers } = keepingShop();

    const bodies = [];
    for (const query of ["", "?view=all", "?view=short", "?view=all&", "?view=%61ll"]) {
      bodies.push((await request(app).get(path + query)).body.view);
    }

    expect(bodies).toEqual(["all", "all", "short", "all", "all"]);
    expect([...answers.made.keys()]).toEqual([
      path,
      `${path}?view=all`,
      `${path}?view=short`,
      `${path}?view=all&`,
      `${path}?view=%61ll`,
    ]);
    expect(answers.made.get(`${path}?view=short`)?.tags).toEqual(["runner", "short"]);
  });

  test("is neither a refusal nor something that is not there", async () => {
    const { app, answers, state } = keepingShop();

    state.exists = false;
    const missing = await request(app).get(path);
    const refused = await request(app).get(`${path}?size=1`);
    state.exists = true;
    const found = await request(app).get(path);

    expect([missing.status, refused.status, found.status]).toEqual([404, 400, 200]);
    expect([...answers.made.keys()]).toEqual([path]);
  });

  test("is not asked for by hostile addresses, nor by a GET with a body", async () => {
    const { app, answers } = keepingShop();
    const server = createServer(app);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const ask = (address: string, method = "GET", body?: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        const headers = body === undefined ? {} : { "Content-Length": String(body.length) };
        const asking = httpRequest({ port, host: "127.0.0.1", path: address, method, headers }, (answer) => {
          answer.resume().on("end", () => resolve(answer.statusCode));
        });
        asking.on("error", reject).end(body);
      });

    const statuses = [
      await ask(`${path}%00`),
      await ask(`${path}%zz`),
      await ask(`${path}/../${"a".repeat(300)}`),
      await ask(`${path}?view=${"a".repeat(3000)}`),
      await ask(`${path}?__proto__=1`),
      await ask("/api/v1//products/runner"),
      await ask(path, "OPTIONS"),
      await ask(path, "POST", "{}"),
      await ask(path, "GET", "{}"),
    ];
    server.close();

    expect(statuses).toEqual([400, 400, 404, 200, 400, 404, 204, 405, 200]);
    expect(answers.made.size).toBe(0);
  });

  test("is made within the request that waits, and again in a context and a trace of its own", async () => {
    const { app, made, state, answers } = keepingShop();

    const first = await request(app).get(path).set("X-Request-Id", "r-1");
    state.price = 90;
    await answers.makeAgain(path);
    const second = await request(app).get(path).set("X-Request-Id", "r-2");

    const traceId = String(first.headers["x-amzn-trace-id"]).slice(5, 40);
    expect(second.body.price).toBe(90);
    expect(made).toEqual([
      { requestId: "r-1", traceId },
      { requestId: expect.stringMatching(/-7[\da-f]{3}-/), traceId: expect.stringMatching(/^1-/) },
    ]);
    expect(made[1]?.traceId).not.toBe(traceId);
  });
});

test("a memory that fails costs an answer, and no more", async () => {
  const answers = new KeepsAll();
  answers.recall = () => {
    throw new Error("out of memory");
  };
  const { app, logs } = aShop({ answers });

  const answer = await request(app).get(path);

  expect(answer.status).toBe(500);
  expect(answer.headers["x-frame-options"]).toBe("DENY");
  await eventually(() => expect(logs.of("request.failed")).toHaveLength(1));
});

describe("what is made of tags", () => {
  const kept = {
    method: "GET",
    path: "/things",
    summary: "x",
    access: "public",
    cache: { maxAge: 5, madeOf: () => [] },
    responses: { 200: { description: "x", schema: z.object({}) } },
    handle: async () => reply(200, {}),
  } as const;

  test.each([
    ["for customers only", { access: "customer" }],
    ["with headers", { headers: z.object({ "accept-language": z.string() }) }],
    ["with another answer", { responses: { ...kept.responses, 202: { description: "x" } } }],
    ["by POST", { method: "POST" }],
  ])("must be for everybody: %s it is an error of its author", (_what, change) => {
    const route = defineRoute<object>()({ ...kept, ...change } as never);

    expect(() => shopApp([route], { answers: new KeepsAll() })).toThrow(/madeOf wants a public GET/);
  });

  test.each([
    ["its caller's address", async (call: { address: string }) => reply(200, { it: call.address })],
    ["headers that are not kept", async () => reply(200, {}, { "Content-Language": "en" })],
  ])("can't be answered with %s", async (_what, handle) => {
    const route = defineRoute<object>()({ ...kept, handle: (_deps, call) => handle(call as never) });
    const { app, logs } = shopApp([route], { answers: new KeepsAll() });

    const answer = await request(app).get("/api/v1/things");

    expect(answer.status).toBe(500);
    expect(logs.of("request.failed")).toHaveLength(1);
  });
});
