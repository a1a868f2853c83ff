import request from "supertest";
import { z } from "zod";
import { createServiceTokens } from "../../src/auth/service-tokens";
import { currentContext } from "../../src/context/request-context";
import { Conflict } from "../../src/errors";
import { createInternalApp } from "../../src/http/internal-app";
import { type ImplementedCall, implementCall } from "../../src/http/internal-call";
import { createMetrics } from "../../src/metrics/metrics";
import { logLines } from "../fixtures/log-lines";

const secret = "a secret of at least thirty-two characters";
const orders = createServiceTokens({ service: "orders", secrets: [secret] });

const reserve = {
  name: "catalog.reserve-stock",
  callee: "catalog",
  method: "PUT" as const,
  path: "/internal/reservations/{orderId}",
  params: z.strictObject({ orderId: z.uuid() }),
  body: z.strictObject({ quantity: z.int().min(1) }),
  response: z.object({ orderId: z.string(), deadline: z.int().nullable(), caller: z.string() }),
  idempotent: true,
  deadlineMs: 1_000,
};

const orderId = "0190a1b2-0000-7000-8000-000000000009";
const path = `/internal/reservations/${orderId}`;

function catalogApp(
  checks: Parameters<typeof createInternalApp>[0]["checks"] = [],
  others: ImplementedCall<object>[] = [],
) {
  const logs = logLines();
  const app = createInternalApp({
    service: "catalog",
    deps: {},
    calls: [
      implementCall(reserve, async (_deps: object, { params, body, caller }) => {
        if (body.quantity > 10) throw new Conflict("out-of-stock", "Not enough.", { available: 10 });
        return {
          orderId: params.orderId,
          deadline: currentContext()?.deadline ?? null,
          caller,
          secret: "stays",
        };
      }),
      ...others,
    ],
    checks,
    logger: logs.logger,
    metrics: createMetrics({ service: "catalog" }),
    serviceTokens: createServiceTokens({ service: "catalog", secrets: [secret] }),
  });
  return { app, logs };
}

const bearer = async (callee = "catalog") => `Bearer ${await orders.tokenFor(callee)}`;

describe("an internal call", () => {
  test("reaches its handler with what it was sent, who calls and until when", async () => {
    const deadline = Date.now() + 5_000;

    const answer = await request(catalogApp().app)
      .put(path)
      .set("Authorization", await bearer())
      .set("X-Request-Deadline", String(deadline))
      .send({ quantity: 1 });

    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ orderId, deadline, caller: "orders" });
  });

  test("without a service token is a 401", async () => {
    const answer = await request(catalogApp().app).put(path).send({ quantity: 1 });

    expect(answer.status).toBe(401);
    expect(answer.body.type).toBe("https://shopeasy.dev/problems/unauthenticated");
  });

  test("with a token for another service is a 401", async () => {
    const answer = await request(catalogApp().app)
      .put(path)
      .set("Authorization", await bearer("cart"))
      .send({ quantity: 1 });

    expect(answer.status).toBe(401);
    expect(answer.body.type).toBe("https://shopeasy.dev/problems/invalid-service-token");
  });

  test("whose caller has stopped waiting is not begun", async () => {
    const answer = await request(catalogApp().app)
      .put(path)
      .set("Authorization", await bearer())
      .set("X-Request-Deadline", String(Date.now() - 1))
      .send({ quantity: 1 });

    expect(answer.status).toBe(503);
    expect(answer.body.type).toBe("https://shopeasy.dev/problems/deadline-exceeded");
  });

  test("is validated, and refuses by problems like any other", async () => {
    const { app } = catalogApp();

    const invalid = await request(app)
      .put(path)
      .set("Authorization", await bearer())
      .send({ quantity: 0, x: 1 });
    const refused = await request(app)
      .put(path)
      .set("Authorization", await bearer())
      .send({ quantity: 11 });

    expect(invalid.status).toBe(400);
    expect(invalid.body.errors).toHaveLength(2);
    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({ type: "https://shopeasy.dev/problems/out-of-stock", available: 10 });
  });

  test("that is not there is a 404, and not even that without a token", async () => {
    const { app } = catalogApp();

    const known = await request(app)
      .get("/internal/nothing")
      .set("Authorization", await bearer());
    const unknown = await request(app).get("/internal/nothing");

    expect([known.status, unknown.status]).toEqual([404, 401]);
  });

  test("by a method that its path does not know is a 405 that names those it does", async () => {
    const answer = await request(catalogApp().app)
      .delete(path)
      .set("Authorization", await bearer());

    expect(answer.status).toBe(405);
    expect(answer.headers.allow).toBe("PUT, OPTIONS");
  });

  test.each([
    ["%E0%A4%A", "malformed-address"],
    ["a%2Fb", "invalid-request"],
    ["", "not-found"],
  ])("whose path ends in %j is refused as %s", async (end, code) => {
    const answer = await request(catalogApp().app)
      .put(`/internal/reservations/${end}`)
      .set("Authorization", await bearer())
      .send({ quantity: 1 });

    expect(answer.body.type).toBe(`https://shopeasy.dev/problems/${code}`);
  });

  test("whose body is no JSON is a 400", async () => {
    const answer = await request(catalogApp().app)
      .put(path)
      .set("Authorization", await bearer())
      .set("Content-Type", "application/json")
      .send('{"quantity":');

    expect(answer.status).toBe(400);
    expect(answer.body.type).toBe("https://shopeasy.dev/problems/invalid-json");
  });

  test("is found by what comes after its parameter, whatever the query says", async () => {
    const settle = {
      ...reserve,
      method: "POST" as const,
      path: "/internal/reservations/{orderId}/settle",
      body: undefined,
    };
    const { app } = catalogApp(
      [],
      [implementCall(settle, async () => ({ orderId, deadline: 1, caller: "" }))],
    );

    const answer = await request(app)
      .post(`${path}/settle?now=1`)
      .set("Authorization", await bearer());

    expect(answer.body).toEqual({ orderId, deadline: 1, caller: "" });
  });
});

describe("health", () => {
  test("is ready when all that it needs answers", async () => {
    const { app } = catalogApp([{ name: "database", check: async () => undefined }]);

    const answer = await request(app).get("/health/ready");

    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ status: "ok", parts: { database: "up" } });
  });

  test("names the part that is down, and says no more of it", async () => {
    const { app, logs } = catalogApp([
      { name: "database", check: () => Promise.reject(new Error("connect ECONNREFUSED 10.0.0.7")) },
      { name: "queue", check: async () => undefined },
    ]);

    const answer = await request(app).get("/health/ready");

    expect(answer.status).toBe(503);
    expect(answer.body).toEqual({ status: "unavailable", parts: { database: "down", queue: "up" } });
    expect(logs.of("readiness.part-was-down")).toHaveLength(1);
  });

  test("waits no more than two seconds for a part that hangs", async () => {
    const { app } = catalogApp([{ name: "database", check: () => new Promise(() => undefined) }]);

    const answer = await request(app).get("/health/ready");

    expect(answer.status).toBe(503);
    expect(answer.body.parts).toEqual({ database: "down" });
  });

  test("live asks for nothing", async () => {
    const { app } = catalogApp([{ name: "database", check: () => Promise.reject(new Error("down")) }]);

    expect((await request(app).get("/health/live")).status).toBe(200);
  });
});

test("metrics are there for Prometheus, without a token", async () => {
  const answer = await request(catalogApp().app).get("/metrics");

  expect(answer.status).toBe(200);
  expect(answer.text).toContain("http_requests_total");
});
