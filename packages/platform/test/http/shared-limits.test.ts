import type { RequestListener } from "node:http";
import { eventually } from "@shopeasy/testing/eventually";
import { describeWithValkey, startValkey, type ValkeyServer } from "@shopeasy/testing/valkey";
import type { Store } from "express-rate-limit";
import request from "supertest";
import { z } from "zod";
import { openValkey, type Valkey } from "../../src/cache/valkey";
import { reply } from "../../src/http/reply";
import { defineRoute } from "../../src/http/route";
import { sharedWindow } from "../../src/http/shared-window";
import { valkeyLimits } from "../../src/http/valkey-limits";
import { logLines } from "../fixtures/log-lines";
import { shopApp } from "./shop-app";

const read = defineRoute<object>()({
  method: "GET",
  path: "/read",
  summary: "x",
  access: "open",
  responses: { 200: { description: "Read", schema: z.object({}) } },
  handle: async () => reply(200, {}),
});
const three = { limit: 3, windowSeconds: 60 };
const rateLimits = { reading: three, writing: three, credentials: three };

async function statusesOf(count: number, app: RequestListener): Promise<number[]> {
  const statuses: number[] = [];
  for (let asked = 0; asked < count; asked++) statuses.push((await request(app).get("/api/v1/read")).status);
  return statuses;
}

describeWithValkey("two tasks that share a Valkey", () => {
  let server: ValkeyServer;
  const clients: Valkey[] = [];

  const aTask = async () => {
    const valkey = openValkey(server.url);
    clients.push(valkey);
    await eventually(() => expect(valkey.isReady).toBe(true));
    return shopApp([read], { rateLimits, limitStores: valkeyLimits({ valkey, service: "shop" }) });
  };

  beforeEach(async () => {
    server = await startValkey();
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) client.destroy();
    await server.kill();
  });

  test("count a client's requests together", async () => {
    const [one, other] = [await aTask(), await aTask()];

    const statuses = [...(await statusesOf(2, one.app)), ...(await statusesOf(2, other.app))];
    const refused = await request(one.app).get("/api/v1/read");

    expect(statuses).toEqual([200, 200, 200, 429]);
    expect(refused.headers.ratelimit).toMatch(/^"reading"; r=0; t=\d+$/);
    expect(Number(refused.headers["retry-after"])).toBeGreaterThan(50);
  });

  test("count each for itself when it dies, say so once, and go on together when it is back", async () => {
    const { app, logs } = await aTask();
    await statusesOf(2, app);

    await server.kill();
    const alone = await statusesOf(5, app);
    server = await startValkey(server.port);
    await eventually(async () => {
      await statusesOf(1, app);
      expect(logs.of("rate-limit.store-answered-again")).toHaveLength(1);
    });

    expect(alone).toEqual([200, 200, 200, 429, 429]);
    expect(logs.of("rate-limit.store-failed")).toHaveLength(1);
    expect(await statusesOf(1, app)).toEqual([200]);
  });
});

describe("a store that does not answer", () => {
  const silent = (increments: string[]): Store => ({
    increment: (client) => {
      increments.push(client);
      return new Promise(() => undefined);
    },
    decrement: () => undefined,
    resetKey: () => undefined,
  });

  test("keeps one request waiting a little, and those that come meanwhile not at all", async () => {
    const asked: string[] = [];
    const logs = logLines();
    const window = sharedWindow(silent(asked), {
      limitClass: "reading",
      windowMs: 60_000,
      logger: logs.logger,
      patienceMs: 20,
      pauseMs: 60_000,
    });

    const first = await window.count("203.0.113.7");
    const second = window.count("203.0.113.7");

    expect(first).toMatchObject({ hits: 2 });
    expect(second).toMatchObject({ hits: 2 });
    expect(asked).toEqual(["203.0.113.7"]);
    expect(logs.of("rate-limit.store-failed")).toHaveLength(1);
  });
});
