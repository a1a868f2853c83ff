import request from "supertest";
import { z } from "zod";
import { reply } from "../../src/http/reply";
import { defineRoute } from "../../src/http/route";
import { shopApp } from "./shop-app";

const listProducts = defineRoute<object>()({
  method: "GET",
  path: "/products",
  summary: "Products",
  access: "public",
  query: z.strictObject({
    limit: z.coerce.number().int().min(1).max(100).default(20),
    tag: z.array(z.string()).optional(),
    q: z.string().optional(),
  }),
  responses: {
    200: { description: "Found", schema: z.object({ limit: z.int(), tag: z.array(z.string()).optional() }) },
  },
  handle: async (_deps, { query }) => reply(200, query),
});

const showProduct = defineRoute<object>()({
  method: "GET",
  path: "/products/{id}",
  summary: "A product",
  access: "public",
  params: z.strictObject({ id: z.uuid() }),
  responses: { 200: { description: "Found", schema: z.object({ id: z.string() }) } },
  handle: async (_deps, { params }) => reply(200, params),
});

const Line = z.strictObject({ sku: z.string(), quantity: z.int().min(1).max(99) });

const placeOrder = defineRoute<object>()({
  method: "POST",
  path: "/orders",
  summary: "Place an order",
  access: "public",
  headers: z.object({ "idempotency-key": z.string().min(1) }),
  body: z.strictObject({ items: z.array(Line), note: z.string().optional(), extra: z.unknown().optional() }),
  responses: { 201: { description: "Placed", schema: z.object({ key: z.string(), lines: z.int() }) } },
  handle: async (_deps, { body, headers }) =>
    reply(201, { key: headers["idempotency-key"], lines: body.items.length }),
});

const emptyCart = defineRoute<object>()({
  method: "DELETE",
  path: "/cart",
  summary: "Empty the cart",
  access: "public",
  responses: { 204: { description: "Emptied" } },
  handle: async () => reply(204),
});

const { app } = shopApp([listProducts, showProduct, placeOrder, emptyCart]);
const post = (body: string, type = "application/json") =>
  request(app).post("/api/v1/orders").set("Idempotency-Key", "k").set("Content-Type", type).send(body);

describe("the query", () => {
  test("is read by its schema, with defaults and numbers", async () => {
    const answer = await request(app).get("/api/v1/products?tag=a&tag=b&limit=5");

    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ limit: 5, tag: ["a", "b"] });
  });

  test("makes a list of a parameter given once, where a list is meant", async () => {
    const answer = await request(app).get("/api/v1/products?tag=a");

    expect(answer.body).toEqual({ limit: 20, tag: ["a"] });
  });

  test.each([
    ["an unknown parameter", "?colour=red", "colour"],
    ["a parameter given twice", "?limit=1&limit=2", "limit"],
    ["a number out of range", "?limit=101", "limit"],
    ["no number at all", "?limit=many", "limit"],
  ])("is refused for %s", async (_what, query, path) => {
    const answer = await request(app).get(`/api/v1/products${query}`);

    expect(answer.status).toBe(400);
    expect(answer.body.errors).toEqual([{ path, message: expect.any(String) }]);
  });

  test("is refused where the route takes none", async () => {
    const answer = await request(app).delete("/api/v1/cart?force=true");

    expect(answer.status).toBe(400);
    expect(answer.body.errors).toEqual([{ path: "force", message: "Unknown parameter" }]);
  });
});

describe("the address", () => {
  test("with an id that is none is refused by name", async () => {
    const answer = await request(app).get("/api/v1/products/42");

    expect(answer.status).toBe(400);
    expect(answer.body.errors).toEqual([{ path: "id", message: "Invalid UUID" }]);
  });

  test.each(["/api/v1/products/%zz", "/api/v1/products?q=%zz", "/api/v1/products?q=%00", "/api/v1/%E0%A4%A"])(
    "%s is malformed",
    async (address) => {
      const answer = await request(app).get(address);

      expect(answer.status).toBe(400);
      expect(answer.body.type).toBe("https://shopeasy.dev/problems/malformed-address");
      expect(answer.headers.ratelimit).toBeDefined();
    },
  );
});

describe("the body", () => {
  test("is parsed and reaches the handler", async () => {
    const answer = await post('{"items":[{"sku":"TENT","quantity":2}]}');

    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({ key: "k", lines: 1 });
  });

  test("names every fault by its path, unknown fields too", async () => {
    const answer = await post('{"items":[{"sku":"TENT","quantity":0,"qty":1},{"quantity":1}],"coupon":"X"}');

    expect(answer.status).toBe(400);
    expect(answer.headers["content-type"]).toBe("application/problem+json; charset=utf-8");
    expect(answer.body).toMatchObject({ type: "https://shopeasy.dev/problems/invalid-request", status: 400 });
    expect(answer.body.errors).toEqual(
      expect.arrayContaining([
        { path: "items[0].quantity", message: "Too small: expected number to be >=1" },
        { path: "items[0].qty", message: "Unknown field" },
        { path: "items[1].sku", message: "Required" },
        { path: "coupon", message: "Unknown field" },
      ]),
    );
  });

  test.each([
    ["that is not JSON", "{items", "invalid-json"],
    ["with a NUL character", '{"items":[],"note":"a\\u0000b"}', "invalid-request"],
    ["with half a surrogate pair", '{"items":[],"note":"\\ud800"}', "invalid-request"],
    [
      "with a key of an object's prototype",
      '{"items":[],"extra":{"__proto__":{"admin":true}}}',
      "invalid-request",
    ],
    [
      "that is nested without end",
      `{"items":[],"extra":${"[".repeat(5_000)}${"]".repeat(5_000)}}`,
      "invalid-request",
    ],
    ["that is only a number", "42", "invalid-request"],
    ["that is null", "null", "invalid-request"],
    ["that is missing", "", "invalid-request"],
  ])("%s is a 400", async (_what, body, code) => {
    const answer = await post(body);

    expect(answer.status).toBe(400);
    expect(answer.body.type).toBe(`https://shopeasy.dev/problems/${code}`);
    expect(answer.body.errors.length).toBeGreaterThan(0);
  });

  test("that is not UTF-8 is a 400", async () => {
    const bytes = Buffer.concat([
      Buffer.from('{"items":[],"note":"'),
      Buffer.from([0xff, 0xfe]),
      Buffer.from('"}'),
    ]);

    const answer = await request(app)
      .post("/api/v1/orders")
      .set("Idempotency-Key", "k")
      .set("Content-Type", "application/json")
      .serialize((body) => body as unknown as string)
      .send(bytes);

    expect(answer.status).toBe(400);
    expect(answer.body.type).toBe("https://shopeasy.dev/problems/invalid-json");
  });

  test("larger than 100 kB is a 413", async () => {
    const answer = await post(JSON.stringify({ items: [], note: "x".repeat(100_001) }));

    expect(answer.status).toBe(413);
    expect(answer.body.type).toBe("https://shopeasy.dev/problems/body-too-large");
  });

  test.each(["text/plain", "application/x-www-form-urlencoded", "application/xml"])(
    "as %s is a 415",
    async (type) => {
      const answer = await post('{"items":[]}', type);

      expect(answer.status).toBe(415);
      expect(answer.body.type).toBe("https://shopeasy.dev/problems/unsupported-media-type");
    },
  );

  test("in a charset or compression that we don't know is a 415", async () => {
    const charset = await post('{"items":[]}', "application/json; charset=iso-8859-15");
    const encoding = await post('{"items":[]}').set("Content-Encoding", "rot13");

    expect([charset.status, encoding.status]).toEqual([415, 415]);
  });

  test("is refused by a call that takes none, so that a typo is never lost", async () => {
    const answer = await request(app).delete("/api/v1/cart").send({ sku: "TENT" });

    expect(answer.status).toBe(400);
    expect(answer.body.errors).toEqual([{ path: "sku", message: "Unknown field" }]);
  });
});

test("a header that the call needs is named when it is missing", async () => {
  const answer = await request(app).post("/api/v1/orders").send({ items: [] });

  expect(answer.status).toBe(400);
  expect(answer.body.errors).toEqual([{ path: "idempotency-key", message: "Required" }]);
});

describe("a route that would lose fields in silence does not start", () => {
  test.each([
    ["a body that is not strict", { body: z.object({ a: z.string() }) }],
    [
      "a nested object that is not strict",
      { body: z.strictObject({ lines: z.array(z.object({ a: z.string() })) }) },
    ],
    ["a query that is not strict", { query: z.object({}) }],
    ["parameters that are not declared", { path: "/products/{slug}" }],
  ])("%s", (_what, change) => {
    expect(() => shopApp([{ ...emptyCart, ...change }])).toThrow(/DELETE/);
  });
});
