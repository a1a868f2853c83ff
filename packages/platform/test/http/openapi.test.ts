import { z } from "zod";
import { openApiDocument } from "../../src/http/openapi";
import { reply } from "../../src/http/reply";
import { defineRoute, type Route } from "../../src/http/route";

const Money = z
  .strictObject({ amount: z.int(), currency: z.string() })
  .meta({ id: "Money", example: { amount: 1999, currency: "USD" } });
const Product = z.object({ id: z.uuid(), price: Money }).meta({ id: "Product" });

const showProduct = defineRoute<object>()({
  method: "GET",
  path: "/products/{id}",
  summary: "A product",
  access: "public",
  params: z.strictObject({ id: z.uuid() }),
  query: z.strictObject({ limit: z.coerce.number().int().min(1).max(100).default(20) }),
  cache: { maxAge: 60 },
  responses: { 200: { description: "The product", schema: Product } },
  problems: { 404: ["product-not-found"] },
  handle: async () => reply(200, { id: "", price: { amount: 1, currency: "USD" } }),
});

const placeOrder = defineRoute<object>()({
  method: "POST",
  path: "/orders",
  summary: "Place an order",
  access: "staff",
  headers: z.object({ "idempotency-key": z.string() }),
  body: z.strictObject({ total: Money }),
  responses: { 201: { description: "Placed" } },
  problems: { 409: ["out-of-stock", "order-exists"] },
  handle: async () => reply(201, undefined),
});

interface Operation {
  tags: string[];
  security: object[];
  parameters: { name: string; in: string; required?: boolean; schema: object }[];
  requestBody?: { required: boolean; content: Record<string, { schema: object }> };
  responses: Record<
    string,
    { description: string; content?: Record<string, { schema: object }>; headers?: object }
  >;
}

function operation(route: Route<object>): { document: Record<string, unknown>; operation: Operation } {
  const document = openApiDocument({ shop: [route] });
  const paths = document.paths as Record<string, Record<string, Operation>>;
  const found = paths[route.path]?.[route.method.toLowerCase()];
  if (!found) throw new Error("The route is not in the document");
  return { document, operation: found };
}

test("a read is described with its parameters, its schema and its caching", () => {
  const { document, operation: described } = operation(showProduct);

  expect(document).toMatchObject({ openapi: "3.1.0", servers: [{ url: "/api/v1" }] });
  expect(described.tags).toEqual(["shop"]);
  expect(described.security).toEqual([{}, { accessToken: [] }]);
  expect(described.parameters).toEqual([
    expect.objectContaining({
      name: "id",
      in: "path",
      required: true,
      schema: { type: "string", format: "uuid" },
    }),
    expect.objectContaining({
      name: "limit",
      in: "query",
      schema: { type: "integer", minimum: 1, maximum: 100, default: 20 },
    }),
  ]);
  expect(described.responses[200]?.content?.["application/json"]?.schema).toEqual({
    $ref: "#/components/schemas/Product",
  });
  expect(described.responses[200]?.headers).toHaveProperty("ETag");
  expect(described.responses).toHaveProperty("304");
});

test("named schemas are components, with their examples", () => {
  const { document } = operation(showProduct);

  expect(document.components).toMatchObject({
    securitySchemes: { accessToken: { type: "http", scheme: "bearer" } },
    schemas: {
      Money: { type: "object", additionalProperties: false, example: { amount: 1999, currency: "USD" } },
      Product: { properties: { price: { $ref: "#/components/schemas/Money" } } },
      Problem: { required: ["type", "title", "status", "detail", "instance"] },
      InvalidRequest: expect.anything(),
    },
  });
});

test("a write is described with its body, its headers and every problem", () => {
  const { operation: described } = operation(placeOrder);

  expect(described.security).toEqual([{ accessToken: [] }]);
  expect(described.parameters).toEqual([
    expect.objectContaining({ name: "Idempotency-Key", in: "header", required: true }),
  ]);
  expect(described.requestBody?.required).toBe(true);
  expect(Object.keys(described.responses)).toEqual([
    "201",
    "400",
    "401",
    "403",
    "409",
    "413",
    "415",
    "429",
    "500",
    "503",
  ]);
  expect(described.responses[409]?.description).toBe("Conflict: `out-of-stock`, `order-exists`");
  expect(described.responses[409]?.content).toHaveProperty(["application/problem+json"]);
});
