import request from "supertest";
import { z } from "zod";
import { reply } from "../../src/http/reply";
import { defineRoute } from "../../src/http/route";
import { shopApp } from "./shop-app";

const rateLimits = {
  reading: { limit: 3, windowSeconds: 60 },
  writing: { limit: 2, windowSeconds: 60 },
  credentials: { limit: 1, windowSeconds: 60 },
};

const shared = {
  summary: "x",
  access: "open",
  responses: { 200: { description: "Done", schema: z.object({ address: z.string() }) } },
} as const;

const appBehind = (trustedProxies: number, callerHeader?: string) =>
  shopApp(
    [
      defineRoute<object>()({
        ...shared,
        method: "GET",
        path: "/read",
        handle: async (_deps, { address }) => reply(200, { address }),
      }),
      defineRoute<object>()({
        ...shared,
        method: "POST",
        path: "/write",
        handle: async (_deps, { address }) => reply(200, { address }),
      }),
      defineRoute<object>()({
        ...shared,
        method: "POST",
        path: "/login",
        limit: "credentials",
        handle: async (_deps, { address }) => reply(200, { address }),
      }),
    ],
    { rateLimits, trustedProxies, callerHeader },
  ).app;

const times = <Result>(count: number, ask: () => Promise<Result>) =>
  Array.from({ length: count }).reduce<Promise<Result[]>>(
    async (before) => [...(await before), await ask()],
    Promise.resolve([]),
  );

test("reading, writing and credentials are counted apart, and past the limit is a 429", async () => {
  const app = appBehind(0);

  const read = await times(4, async () => (await request(app).get("/api/v1/read")).status);
  const written = await times(3, async () => (await request(app).post("/api/v1/write")).status);
  const guessed = await times(2, async () => (await request(app).post("/api/v1/login")).status);

  expect(read).toEqual([200, 200, 200, 429]);
  expect(written).toEqual([200, 200, 429]);
  expect(guessed).toEqual([200, 429]);
});

test("the refusal is a problem that says when to come again", async () => {
  const app = appBehind(0);
  await request(app).post("/api/v1/login");

  const refused = await request(app).post("/api/v1/login");

  expect(refused.status).toBe(429);
  expect(refused.body.type).toBe("https://shopeasy.dev/problems/too-many-requests");
  expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
  expect(refused.headers.ratelimit).toMatch(/^"credentials"; r=0; t=\d+$/);
  expect(refused.headers["ratelimit-policy"]).toMatch(/^"credentials"; q=1; w=60/);
});

test("an address that guesses at paths is counted, too", async () => {
  const app = appBehind(0);

  const statuses = await times(4, async () => (await request(app).get("/api/v1/unknown")).status);

  expect(statuses).toEqual([404, 404, 404, 429]);
});

describe("the caller's address", () => {
  const addressOf = async (trustedProxies: number, forwarded: string) => {
    const answer = await request(appBehind(trustedProxies))
      .get("/api/v1/read")
      .set("X-Forwarded-For", forwarded);
    return answer.body.address.replace("::ffff:", "");
  };

  test.each([
    ["nobody is trusted: what is forwarded means nothing", 0, "203.0.113.7", "127.0.0.1"],
    ["behind one proxy: the entry that it added", 1, "203.0.113.7", "203.0.113.7"],
    ["behind one proxy: a forged entry before it is not believed", 1, "1.1.1.1, 203.0.113.7", "203.0.113.7"],
    ["behind two: the entry that the outer one added", 2, "1.1.1.1, 203.0.113.7, 10.0.0.1", "203.0.113.7"],
    ["an IPv6 address", 1, "2001:db8::7", "2001:db8::7"],
    ["an entry that is no address is not taken", 1, "localhost<script>", "127.0.0.1"],
  ])("%s", async (_what, trustedProxies, forwarded, address) => {
    expect(await addressOf(trustedProxies, forwarded)).toBe(address);
  });

  test.each([
    ["it tells of him", { "x-shop-caller": "198.51.100.9" }, "198.51.100.9"],
    ["it is missing", {}, "203.0.113.7"],
    ["it is no address", { "x-shop-caller": "198.51.100.9, 1.1.1.1" }, "203.0.113.7"],
  ])("where the caller's header is believed and %s", async (_what, header, address) => {
    const answer = await request(appBehind(1, "x-shop-caller"))
      .get("/api/v1/read")
      .set({ "X-Forwarded-For": "1.1.1.1, 203.0.113.7", ...header });

    expect(answer.body.address).toBe(address);
  });

  test("where it is not, nobody can tell by it who he is", async () => {
    const answer = await request(appBehind(1))
      .get("/api/v1/read")
      .set({ "X-Forwarded-For": "203.0.113.7", "x-shop-caller": "1.1.1.1" });

    expect(answer.body.address).toBe("203.0.113.7");
  });

  test("a caller who forges it is limited all the same", async () => {
    const app = appBehind(1);
    let forged = 0;

    const statuses = await times(4, async () => {
      const asked = request(app)
        .get("/api/v1/read")
        .set("X-Forwarded-For", `10.9.8.${forged++}, 203.0.113.7`);
      return (await asked).status;
    });

    expect(statuses).toEqual([200, 200, 200, 429]);
  });

  test("two callers behind the same proxy have a limit each", async () => {
    const app = appBehind(1);
    const askAs = async (address: string) =>
      (await request(app).post("/api/v1/login").set("X-Forwarded-For", address)).status;

    const statuses = [await askAs("203.0.113.7"), await askAs("203.0.113.8"), await askAs("203.0.113.7")];

    expect(statuses).toEqual([200, 200, 429]);
  });

  test("an IPv6 network of a household is one caller", async () => {
    const app = appBehind(1);
    const askAs = async (address: string) =>
      (await request(app).post("/api/v1/login").set("X-Forwarded-For", address)).status;

    const statuses = [
      await askAs("2001:db8:1:100::1"),
      await askAs("2001:db8:1:1ff::2"),
      await askAs("2001:db8:2::1"),
    ];

    expect(statuses).toEqual([200, 429, 200]);
  });
});
