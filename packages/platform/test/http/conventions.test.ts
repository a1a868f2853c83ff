import request from "supertest";
import { z } from "zod";
import { Conflict, NotFound, TooManyRequests, Unavailable } from "../../src/errors";
import { reply } from "../../src/http/reply";
import { defineRoute } from "../../src/http/route";
import { shopApp } from "./shop-app";

const done = { 200: { description: "Done", schema: z.object({ shown: z.string() }) } };

const get = (path: string, handle: () => Promise<never>) =>
  defineRoute<object>()({ method: "GET", path, summary: path, access: "public", responses: done, handle });

const routes = [
  defineRoute<object>()({
    method: "GET",
    path: "/carts/{id}",
    summary: "A cart",
    access: "public",
    params: z.strictObject({ id: z.string() }),
    responses: done,
    // What is not declared stays inside, as a password's hash would.
    handle: async () => reply(200, { shown: "yes", hidden: "no" }),
  }),
  defineRoute<object>()({
    method: "DELETE",
    path: "/carts/{id}",
    summary: "Drop a cart",
    access: "public",
    params: z.strictObject({ id: z.string() }),
    responses: { 204: { description: "Gone" } },
    handle: async () => reply(204),
  }),
  get("/carts/mine", async () => {
    throw new NotFound("cart-not-found", "There is no such cart.");
  }),
  get("/sold-out", async () => {
    throw new Conflict("out-of-stock", "Not all of it is there.", {
      items: [{ sku: "TENT", available: 1 }],
      status: 7,
    });
  }),
  get("/broken", async () => {
    throw new Error("connect ECONNREFUSED db.internal:5432 select * from users");
  }),
  get("/locked", async () => {
    throw new TooManyRequests("account-locked", "Wait.", 899.2);
  }),
  get("/down", async () => {
    throw new Unavailable("payment-unavailable", "Later.", {}, { cause: new Error("gateway hung") });
  }),
  get("/lying", async () => reply(200, { shown: 42 }) as never),
];

const { app, logs, metrics } = shopApp(routes);
const problem = (code: string) => `https://shopeasy.dev/problems/${code}`;

describe("an error", () => {
  test("is an RFC 9457 problem with the extras of its kind, which never replace a standard member", async () => {
    const answer = await request(app).get("/api/v1/sold-out").set("X-Request-Id", "order-7");

    expect(answer.status).toBe(409);
    expect(answer.headers["content-type"]).toBe("application/problem+json; charset=utf-8");
    expect(answer.headers["cache-control"]).toBe("no-store");
    expect(answer.body).toEqual({
      type: problem("out-of-stock"),
      title: "Out of stock",
      status: 409,
      detail: "Not all of it is there.",
      instance: "order-7",
      items: [{ sku: "TENT", available: 1 }],
    });
  });

  test("that nobody foresaw is a 500 with a fixed text; its story is in the log", async () => {
    const answer = await request(app).get("/api/v1/broken");

    expect(answer.status).toBe(500);
    expect(answer.body.type).toBe(problem("internal-error"));
    expect(answer.text).not.toMatch(/ECONNREFUSED|select|db\.internal/);
    expect(logs.of("request.failed")).toContainEqual(
      expect.objectContaining({ level: "error", route: "/broken", requestId: answer.body.instance }),
    );
  });

  test("of ours in an answer's shape is a 500 that shows nothing of it", async () => {
    const answer = await request(app).get("/api/v1/lying");

    expect(answer.status).toBe(500);
    expect(answer.body).not.toHaveProperty("shown");
    expect(logs.text()).toContain("is not what the route declares: shown");
  });

  test("says when to come again, where that is known", async () => {
    const answer = await request(app).get("/api/v1/locked");

    expect(answer.status).toBe(429);
    expect(answer.headers["retry-after"]).toBe("900");
  });

  test("of 503 is a warning with its cause", async () => {
    const answer = await request(app).get("/api/v1/down");

    expect(answer.status).toBe(503);
    expect(answer.text).not.toContain("hung");
    expect(logs.of("request.refused")).toContainEqual(
      expect.objectContaining({ level: "warn", code: "payment-unavailable" }),
    );
  });
});

describe("paths and methods", () => {
  test.each(["/", "/api/v1", "/api/v1/nothing", "/api/v1/CARTS/mine", "/carts/1"])(
    "%s is unknown: 404",
    async (path) => {
      const answer = await request(app).get(path);

      expect(answer.status).toBe(404);
      expect(answer.body.type).toBe(problem("not-found"));
    },
  );

  test("a known path with another method is 405, and says what it takes", async () => {
    const answer = await request(app).patch("/api/v1/carts/1");

    expect(answer.status).toBe(405);
    expect(answer.headers.allow).toBe("GET, DELETE, HEAD, OPTIONS");
    expect(answer.body.type).toBe(problem("method-not-allowed"));
  });

  test("OPTIONS tells the methods", async () => {
    const answer = await request(app).options("/api/v1/carts/1");

    expect(answer.status).toBe(204);
    expect(answer.headers.allow).toBe("GET, DELETE, HEAD, OPTIONS");
  });

  test("HEAD is GET without the body", async () => {
    const answer = await request(app).head("/api/v1/carts/1");

    expect(answer.status).toBe(200);
    expect(answer.headers["content-length"]).toBe("15");
    expect(answer.text).toBeUndefined();
  });

  test("a literal path goes before one with a parameter", async () => {
    const answer = await request(app).get("/api/v1/carts/mine");

    expect(answer.body.type).toBe(problem("cart-not-found"));
  });

  test("only what is declared leaves", async () => {
    const answer = await request(app).get("/api/v1/carts/1");

    expect(answer.body).toEqual({ shown: "yes" });
  });
});

describe("every answer", () => {
  const asked = [
    ["a success", "GET", "/api/v1/carts/1"],
    ["a refusal", "GET", "/api/v1/sold-out"],
    ["a fault", "GET", "/api/v1/broken"],
    ["an unknown path", "GET", "/nothing"],
    ["a wrong method", "PUT", "/api/v1/carts/1"],
    ["a malformed address", "GET", "/api/v1/%zz"],
    ["OPTIONS", "OPTIONS", "/api/v1/carts/1"],
  ] as const;

  test.each(asked)("carries its ids, limits and security headers: %s", async (_what, method, path) => {
    const send = {
      GET: request(app).get(path),
      PUT: request(app).put(path),
      OPTIONS: request(app).options(path),
    };
    const answer = await send[method];

    expect(answer.headers["x-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
    expect(answer.headers["x-amzn-trace-id"]).toMatch(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}/);
    expect(answer.headers.ratelimit).toMatch(/^"(reading|writing)"; r=\d+; t=\d+$/);
    expect(answer.headers["ratelimit-policy"]).toMatch(/^"(reading|writing)"; q=1000; w=60/);
    expect(answer.headers["x-content-type-options"]).toBe("nosniff");
    expect(answer.headers["content-security-policy"]).toBe("default-src 'none';frame-ancestors 'none'");
    expect(answer.headers["strict-transport-security"]).toBeDefined();
    expect(answer.headers["x-powered-by"]).toBeUndefined();
  });

  test.each(["a", "A.b_c-9", "x".repeat(128)])("has the caller's own request id %s", async (id) => {
    const answer = await request(app).get("/api/v1/carts/1").set("X-Request-Id", id);

    expect(answer.headers["x-request-id"]).toBe(id);
  });

  test.each(["", "a b", "x".repeat(129), "<script>", "ünfit", "4242-4242-4242-4242"])(
    "has a new id in place of an unfit one",
    async (id) => {
      const answer = await request(app)
        .get("/api/v1/carts/1")
        .set("X-Request-Id", Buffer.from(id).toString("latin1"));

      expect(answer.headers["x-request-id"]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
    },
  );

  test("goes on with the caller's trace", async () => {
    const root = "Root=1-67891233-abcdef012345678912345678";

    const answer = await request(app).get("/api/v1/carts/1").set("X-Amzn-Trace-Id", root);

    expect(answer.headers["x-amzn-trace-id"]).toContain(root);
  });
});

describe("the access log", () => {
  test("has one line for a request: its pattern, never its path", async () => {
    const secret = "0190a1b2-dead-4000-8000-00000000beef";

    const answer = await request(app).get(`/api/v1/carts/${secret}?token=${secret}`);

    expect(answer.status).toBe(400);
    const lines = logs
      .of("request.completed")
      .filter((line) => line.requestId === answer.headers["x-request-id"]);
    expect(lines).toEqual([
      expect.objectContaining({
        method: "GET",
        route: "/carts/{id}",
        status: 400,
        durationMs: expect.any(Number),
        bytes: Number(answer.headers["content-length"]),
        traceId: expect.stringMatching(/^1-/),
      }),
    ]);
    expect(logs.text()).not.toContain(secret);
  });

  test("and the metrics know requests by pattern", async () => {
    await request(app).get("/api/v1/carts/another-secret");
    await request(app).get("/unheard-of");

    const text = await metrics.render();

    expect(text).toMatch(/http_requests_total\{route="\/carts\/\{id\}",method="GET",status="200"/);
    expect(text).toMatch(/http_requests_total\{route="unmatched",method="GET",status="404"/);
    expect(text).not.toContain("another-secret");
  });
});
