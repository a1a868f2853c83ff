import request from "supertest";
import { z } from "zod";
import { reply } from "../../src/http/reply";
import { type Access, defineRoute } from "../../src/http/route";
import { shopApp } from "./shop-app";

const accesses: Access[] = ["open", "public", "customer", "staff", "admin"];

const { app, logs } = shopApp(
  accesses.map((access) =>
    defineRoute<object>()({
      method: "GET",
      path: `/${access}`,
      summary: access,
      access,
      responses: { 200: { description: "Who", schema: z.object({ kind: z.string() }) } },
      handle: async (_deps, { principal }) => reply(200, { kind: principal.kind }),
    }),
  ),
);

const statusFor = async (access: Access, token?: string) => {
  const asked = request(app).get(`/api/v1/${access}`);
  return (await (token ? asked.set("Authorization", `Bearer ${token}`) : asked)).status;
};

test.each([
  [undefined, [200, 200, 401, 401, 401]],
  ["forged", [200, 401, 401, 401, 401]],
  ["customer", [200, 200, 200, 403, 403]],
  ["staff", [200, 200, 200, 200, 403]],
  ["admin", [200, 200, 200, 200, 200]],
])("with the token %s: open, public, customer, staff and admin calls answer %j", async (token, expected) => {
  const statuses = await Promise.all(accesses.map((access) => statusFor(access, token)));

  expect(statuses).toEqual(expected);
});

test("without a token, the 401 asks for one", async () => {
  const answer = await request(app).get("/api/v1/customer");

  expect(answer.headers["www-authenticate"]).toBe("Bearer");
  expect(answer.body.type).toBe("https://shopeasy.dev/problems/unauthenticated");
});

test.each(["Bearer forged", "Bearer", "Bearer a b", "Basic YTpi", "nonsense"])(
  "with %s, the 401 says that the token is no good",
  async (authorization) => {
    const answer = await request(app).get("/api/v1/customer").set("Authorization", authorization);

    expect(answer.status).toBe(401);
    expect(answer.headers["www-authenticate"]).toBe('Bearer error="invalid_token"');
    expect(answer.body.type).toBe("https://shopeasy.dev/problems/invalid-token");
  },
);

test("an open call looks at no token, so that an expired one does not keep anybody from signing in", async () => {
  const answer = await request(app).get("/api/v1/open").set("Authorization", "Bearer forged");

  expect(answer.body).toEqual({ kind: "anonymous" });
});

test("the log names who called, by id", async () => {
  const answer = await request(app).get("/api/v1/customer").set("Authorization", "Bearer customer");

  expect(logs.of("request.completed")).toContainEqual(
    expect.objectContaining({
      requestId: answer.headers["x-request-id"],
      principalId: "0190a1b2-0000-7000-8000-000000000001",
    }),
  );
});
