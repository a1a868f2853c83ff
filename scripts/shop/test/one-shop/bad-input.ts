import { readFileSync } from "node:fs";
import { join } from "node:path";
import { leaks } from "../secrets";
import { local } from "./shop";

interface Operation {
  security?: Record<string, unknown>[];
  parameters?: { name: string; in: string; required?: boolean; schema?: { format?: string } }[];
  requestBody?: { content: Record<string, unknown> };
  responses: Record<string, { description?: string }>;
}

const document = JSON.parse(
  readFileSync(join(__dirname, "../../../../packages/contracts/openapi.json"), "utf8"),
) as {
  paths: Record<string, Record<string, Operation>>;
};
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
);
const nameOf = ({ method, path }: { method: string; path: string }) => `${method} ${path}`;

let admin: string;
let customer: string;

beforeAll(async () => {
  admin = await local.client.login("admin@shopeasy.test");
  customer = await local.client.login("customer@shopeasy.test");
});

interface Sent {
  method: string;
  path: string;
  query?: string;
  token?: string | null;
  headers?: Record<string, string>;
  body?: string;
}

/** Sends a request as it is, and checks what every answer must have. */
async function send({ method, path, query = "", token = admin, headers = {}, body }: Sent) {
  const response = await fetch(`${local.shop.url}/api/v1${fill(path)}${query}`, {
    method,
    headers: {
      "x-request-id": "bad-input-test",
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { "content-type": "application/json" }),
      "idempotency-key": "bad-input",
      ...headers,
    },
    ...(body !== undefined && { body }),
    redirect: "manual",
  });
  const text = await response.text();
  expect(response.headers.get("x-request-id")).toBe("bad-input-test");
  expect(response.headers.get("x-amzn-trace-id")).toMatch(/^Root=1-/);
  expect(response.headers.get("ratelimit-policy")).toBeTruthy();
  expect(text).not.toMatch(/node_modules|\bat .*\.(js|ts):\d|select .* from|127\.0\.0\.1/i);
  return { status: response.status, headers: response.headers, text };
}

/** The problem's status and code; fails for what is no problem. */
async function problem(
  sent: Sent,
): Promise<{ status: number; code: string; headers: Headers; body: { errors?: unknown } }> {
  const { status, headers, text } = await send(sent);
  expect({ status, type: headers.get("content-type"), text }).toMatchObject({
    type: expect.stringContaining("application/problem+json"),
  });
  const body = JSON.parse(text);
  expect(body).toMatchObject({
    type: expect.stringMatching(/^https:\/\/shopeasy\.dev\/problems\/[a-z0-9-]+$/),
    title: expect.any(String),
    detail: expect.any(String),
    instance: "bad-input-test",
    status,
  });
  if (status === 400) expect(body.errors).toEqual(expect.any(Array));
  return { status, code: body.type.split("/").at(-1), headers, body };
}

/** Fills a path's parameters with what is well formed and not there. */
const fill = (path: string) =>
  path.replace(/\{(\w+)\}/g, (_match, name: string) =>
    /sku|slug/i.test(name) ? "not-there" : "0190a000-0000-7000-8000-00000000dead",
  );

const withBody = operations.filter(({ operation }) => operation.requestBody?.content["application/json"]);
const secured = operations.filter(
  ({ operation }) => operation.security?.length && operation.security.every((one) => "accessToken" in one),
);
const readingTokens = operations.filter(({ operation }) =>
  operation.security?.some((one) => "accessToken" in one),
);
const forStaff = secured.filter(({ operation }) => operation.responses["403"]);
const lists = operations.filter(({ operation }) =>
  operation.parameters?.some(({ name }) => name === "cursor"),
);
const keyed = operations.filter(({ operation }) =>
  operation.parameters?.some((parameter) => parameter.name.toLowerCase() === "idempotency-key"),
);

test("the document has the calls of all five services", () => {
  const paths = Object.keys(document.paths);

  for (const wanted of ["/auth/login", "/products", "/carts/{id}", "/orders", "/reviews"]) {
    expect(paths).toContain(wanted);
  }
  expect(
    [withBody, secured, readingTokens, forStaff, lists, keyed].map(({ length }) => length > 0),
  ).not.toContain(false);
});

test.each(operations.map((one) => [nameOf(one), one] as const))(
  "%s: another method is a 405 that says which are allowed",
  async (_name, one) => {
    const allowed = Object.keys(document.paths[one.path] ?? {}).map((method) => method.toUpperCase());
    const method =
      ["PUT", "DELETE", "PATCH", "POST"].find((candidate) => !allowed.includes(candidate)) ?? "TRACE";

    const { status, headers } = await problem({ method, path: one.path });

    expect(status).toBe(405);
    expect(headers.get("allow")?.split(/, ?/)).toEqual(expect.arrayContaining(allowed));
  },
);

test.each(withBody.map((one) => [nameOf(one), one] as const))(
  "%s: a bad body gets its problem",
  async (_name, one) => {
    const broken = await problem({ ...one, body: '{"half":' });
    const array = await problem({ ...one, body: "[]" });
    const unknown = await problem({ ...one, body: '{"nobodyKnowsThisField":1}' });
    const polluting = await problem({ ...one, body: '{"__proto__":{"role":"admin"},"constructor":{}}' });
    const nul = await problem({ ...one, body: '{"nobody\\u0000":"\\u0000"}' });
    const deep = await problem({ ...one, body: `${"[".repeat(20_000)}${"]".repeat(20_000)}` });
    const large = await problem({ ...one, body: JSON.stringify({ x: "x".repeat(1_100_000) }) });
    const form = await problem({
      ...one,
      body: "a=b",
      headers: { "content-type": "application/x-www-form-urlencoded" },
    });

    expect([broken, array, unknown, polluting, nul, deep].map(({ status }) => status)).toEqual([
      400, 400, 400, 400, 400, 400,
    ]);
    expect(large.status).toBe(413);
    expect(form.status).toBe(415);
  },
);

test.each(readingTokens.map((one) => [nameOf(one), one] as const))(
  "%s: a token that is not good is a 401",
  async (_name, one) => {
    const [header, payload] = admin.split(".");
    const forged = [
      `${header}.${payload}.AAAA`,
      "garbage",
      "a.b.c",
      `${Buffer.from('{"alg":"none"}').toString("base64url")}.${payload}.`,
    ];

    for (const token of forged) {
      const { status, headers } = await problem({ ...one, token });
      expect(status).toBe(401);
      expect(headers.get("www-authenticate")).toMatch(/^Bearer/);
    }
  },
);

test.each(secured.map((one) => [nameOf(one), one] as const))("%s: nobody is a 401", async (_name, one) => {
  const { status, headers } = await problem({ ...one, token: null });

  expect(status).toBe(401);
  expect(headers.get("www-authenticate")).toMatch(/^Bearer/);
});

test.each(forStaff.map((one) => [nameOf(one), one] as const))(
  "%s: a customer is a 403",
  async (_name, one) => {
    const { status } = await problem({ ...one, token: customer });

    expect(status).toBe(403);
  },
);

test.each(operations.filter(({ method }) => method === "GET").map((one) => [nameOf(one), one] as const))(
  "%s: a query parameter that nobody knows is a 400",
  async (_name, one) => {
    const { status } = await problem({ ...one, query: "?nobodyKnowsThisParameter=1" });

    expect(status).toBe(400);
  },
);

test.each(lists.map((one) => [nameOf(one), one] as const))(
  "%s: a damaged cursor or a limit out of bounds is a 400",
  async (_name, one) => {
    const required = (one.operation.parameters ?? [])
      .filter((parameter) => parameter.in === "query" && parameter.required)
      .map(({ name }) => `&${name}=0190a000-0000-7000-8000-00000000dead`)
      .join("");

    for (const query of [
      "cursor=%00",
      "cursor=damaged",
      `cursor=${"x".repeat(3_000)}`,
      "limit=0",
      "limit=101",
      "limit=ten",
      "limit=1e1000",
    ]) {
      const { status } = await problem({ ...one, query: `?${query}${required}` });
      expect([query, status]).toEqual([query, 400]);
    }
  },
);

test.each(keyed.map((one) => [nameOf(one), one] as const))(
  "%s: an idempotency key that is none is a 400",
  async (_name, one) => {
    const { status } = await problem({ ...one, body: "{}", headers: { "idempotency-key": "white space" } });

    expect(status).toBe(400);
  },
);

test("an unknown path is a 404 problem, of whichever service", async () => {
  for (const path of [
    "/nowhere",
    "/auth/nowhere",
    "/carts/x/y/z/nowhere",
    "/orders/x/y/z",
    "/reviews/x/y/z",
    "/..%2f..%2fetc/passwd",
  ]) {
    const { status } = await problem({ method: "GET", path });
    expect([path, status]).toEqual([path, 404]);
  }
});

test("a path that can't be decoded is a 400", async () => {
  for (const path of ["/products/%zz", "/orders/%E0%A4%A", "/carts/%ff", "/reviews/%", "/users/%zz"]) {
    const { status } = await problem({ method: "GET", path });
    expect([path, [400, 404].includes(status)]).toEqual([path, true]);
  }
});

test("logs and traces hold no password, token, guest cart id, card number or e-mail address", async () => {
  expect(await leaks(local.shop, local.client)).toEqual([]);
}, 60_000);
