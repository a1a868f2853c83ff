import request from "supertest";
import { z } from "zod";
import { reply, replyContent, replySerialised } from "../../src/http/reply";
import { defineRoute } from "../../src/http/route";
import { shopApp } from "./shop-app";

const Shown = { 200: { description: "Shown", schema: z.object({ name: z.string() }) } };
const cached = { method: "GET", summary: "Shown", access: "public", responses: Shown } as const;
const cache = { maxAge: 60, staleWhileRevalidate: 30 };

const { app } = shopApp([
  defineRoute<object>()({
    ...cached,
    path: "/brands",
    cache,
    handle: async () => reply(200, { name: "Nordlys" }),
  }),
  defineRoute<object>()({
    ...cached,
    path: "/ready-made",
    cache,
    handle: async () => replySerialised(200, '{"name":"Nordlys"}', { ETag: '"v7"' }),
  }),
  defineRoute<object>()({ ...cached, path: "/plain", handle: async () => reply(200, { name: "Nordlys" }) }),
  defineRoute<object>()({
    ...cached,
    path: "/page",
    responses: { 200: { description: "A page", contentType: "text/html" } },
    handle: async () =>
      replyContent(200, "<p>Nordlys</p>", "text/html; charset=utf-8", {
        "Content-Security-Policy": "default-src 'self'",
      }),
  }),
]);

test("what may be cached has a strong ETag, says how long, and is spared when it is known", async () => {
  const first = await request(app).get("/api/v1/brands");
  const again = await request(app).get("/api/v1/brands").set("If-None-Match", String(first.headers.etag));

  expect(first.headers.etag).toMatch(/^"[\w-]+"$/);
  expect(first.headers["cache-control"]).toBe("public, max-age=60, stale-while-revalidate=30");
  expect(first.headers.vary).toContain("Authorization");
  expect(again.status).toBe(304);
  expect(again.text).toBe("");
  expect(again.headers.etag).toBe(first.headers.etag);
  expect(again.headers["cache-control"]).toBe("public, max-age=60, stale-while-revalidate=30");
  expect(again.headers["x-request-id"]).toBeDefined();
});

test.each(['"other", "v7"', 'W/"v7"', "*"])(
  "If-None-Match: %s names the tag that the handler gave",
  async (tags) => {
    const answer = await request(app).get("/api/v1/ready-made").set("If-None-Match", tags);

    expect(answer.status).toBe(304);
  },
);

test("another tag gets the whole answer", async () => {
  const answer = await request(app).get("/api/v1/ready-made").set("If-None-Match", '"v6"');

  expect(answer.status).toBe(200);
  expect(answer.body).toEqual({ name: "Nordlys" });
  expect(answer.headers["content-type"]).toBe("application/json; charset=utf-8");
});

test("with a token the answer is private, whole, and kept by nobody", async () => {
  const answer = await request(app)
    .get("/api/v1/ready-made")
    .set("Authorization", "Bearer staff")
    .set("If-None-Match", '"v7"');

  expect(answer.status).toBe(200);
  expect(answer.headers["cache-control"]).toBe("private, no-store");
});

test("what does not say that it may be cached is not", async () => {
  const answer = await request(app).get("/api/v1/plain");

  expect(answer.headers["cache-control"]).toBe("no-store");
  expect(answer.headers.etag).toBeUndefined();
});

test("a page brings its own security policy", async () => {
  const answer = await request(app).get("/api/v1/page");

  expect(answer.text).toBe("<p>Nordlys</p>");
  expect(answer.headers["content-type"]).toBe("text/html; charset=utf-8");
  expect(answer.headers["content-security-policy"]).toBe("default-src 'self'");
});
