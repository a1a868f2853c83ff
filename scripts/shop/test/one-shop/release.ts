import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { eventually } from "@shopeasy/testing/eventually";
import {
  controlOf,
  failuresIn,
  haveFail,
  letCustomersAsk,
  recordsOf,
  startRelease,
} from "../release-program";
import { local } from "./shop";

const perSecond = 40;
let sku: string;
let slug: string;
let carts: string[];

beforeAll(async () => {
  const staff = await local.client.login("staff@shopeasy.test");
  ({ sku, slug } = await local.client.stockedProduct(staff, 500));
  carts = await Promise.all(Array.from({ length: 20 }, () => local.client.cartWith([])));
});

/** Reads of the catalogue and of carts, and, one in six, an item that is put into a cart: for that cart asks catalog. */
const someCustomer = (n: number) => {
  const cart = `/carts/${carts[n % carts.length]}`;
  if (n % 6 === 0) return { method: "POST", path: `${cart}/items`, body: { sku, quantity: 1 } } as const;
  return { method: "GET", path: n % 2 === 0 ? cart : `/products?limit=${1 + (n % 50)}` } as const;
};

const processOf = (name: string) => local.shop.run().processes.find((one) => one.name === name);
const namesBeside = () =>
  local.shop.run().processes.flatMap(({ name }) => (/-(green|leaving)$/.test(name) ? [name] : []));
const isRunning = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

test("a good release under load: not one request fails, streams end as they should, and blue has gone", async () => {
  const before = [processOf("catalog"), processOf("catalog-worker")];
  const stream = await fetch(`${local.shop.url}/api/v1/products/${slug}/availability`, {
    headers: { accept: "text/event-stream" },
  });
  const streamed = stream.text();
  const load = letCustomersAsk(local.shop.url, perSecond, someCustomer);

  const { code, output } = await startRelease(local.shop, "catalog", "00000000600d", "--hold", "1.5s").ended;

  const outcomes = await load.stop();
  expect(output).toMatch(
    /100 % to green .* green [\d,]+ requests, 0 failed[\s\S]*Released: green is blue now/,
  );
  expect(code).toBe(0);
  expect(failuresIn(outcomes)).toEqual([]);
  expect(load.asked()).toBeGreaterThan(100);
  // Not broken off: told to end.
  await expect(streamed).resolves.toContain("data: ");
  expect(processOf("catalog")).not.toMatchObject({ port: before[0]?.port });
  expect(namesBeside()).toEqual([]);
  await eventually(() => expect(before.filter((one) => isRunning(one?.pid ?? 0))).toEqual([]));
  expect((await recordsOf(local.shop))[0]).toMatchObject({
    ...{ environment: "local", service: "catalog", version: "00000000600d", outcome: "succeeded" },
    ...{ strategy: "canary10", reason: null },
  });
}, 90_000);

test("a bad release under load goes back by itself: only of those who met green some fail, and green has gone", async () => {
  const version = "000000000bad";
  const errors = 0.4;
  const mend = haveFail(local.shop, "cart", version, errors);
  const before = processOf("cart");
  const load = letCustomersAsk(local.shop.url, perSecond, (n) => ({
    method: "GET",
    path: `/carts/${carts[n % carts.length]}`,
  }));
  const running = startRelease(local.shop, "cart", version, "--hold", "60s");
  const green = await eventually(
    () => {
      const { pid } = processOf("cart-green") ?? { pid: 0 };
      expect(pid).toBeGreaterThan(0);
      return pid;
    },
    { withinMs: 30_000 },
  );

  const { code, output } = await running.ended;
  const asked = load.asked();
  await eventually(() => expect(load.asked()).toBeGreaterThan(asked + perSecond), { withinMs: 20_000 });

  const outcomes = await load.stop();
  mend();
  const failed = failuresIn(outcomes).reduce((sum, [, count]) => sum + count, 0);
  const [record] = await recordsOf(local.shop);
  const [began = 0, ended = 0] = [record?.exposedAt, record?.finishedAt].map((at) => Date.parse(at ?? ""));
  // A tenth of the requests came to green while it was there, and of those so many failed, by chance some more.
  const expected = 0.1 * errors * perSecond * ((ended - began) / 1_000);
  expect(output).toMatch(/requests to green failed .*[\s\S]*Rolled back/);
  expect(code).toBe(1);
  expect(record).toMatchObject({ version, outcome: "rolled-back", reason: expect.stringMatching(/failed/) });
  expect(ended - began).toBeLessThan(30_000);
  expect(failed).toBeGreaterThan(0);
  expect(failed).toBeLessThan(10 + expected + 5 * Math.sqrt(expected));
  expect(processOf("cart")).toEqual(before);
  expect(namesBeside()).toEqual([]);
  expect(isRunning(green)).toBe(false);
  expect(readdirSync(join(local.shop.dataDir, "builds"))).toHaveLength(1);
}, 120_000);

test("a release that does not start never meets a customer", async () => {
  const broken = ["--environment", "AWS_ENDPOINT_URL_DYNAMODB=nonsense"];

  const { code, output } = await startRelease(local.shop, "feedback", "00000000dead", ...broken).ended;

  expect(output).toMatch(
    /feedback ended at its start .*AWS_ENDPOINT_URL_DYNAMODB[\s\S]*Failed: no customer saw it/,
  );
  expect(code).toBe(1);
  expect((await recordsOf(local.shop))[0]).toMatchObject({ outcome: "failed", exposedAt: null });
  expect(namesBeside()).toEqual([]);
}, 60_000);

describe("who may have something released", () => {
  const ask = (path: string, token: string, body?: string) =>
    fetch(controlOf(local.shop).url + path, {
      method: body === undefined ? "GET" : "POST",
      headers: { authorization: `Bearer ${token}` },
      ...(body !== undefined && { body }),
    });

  test("only who can read the shop's folder, and only what makes sense", async () => {
    const { token } = controlOf(local.shop);
    const build = join(local.shop.dataDir, "builds/none");
    const wanted = {
      service: "cart",
      version: "000000000001",
      strategy: "linear",
      holdSeconds: 1,
      environment: {},
      commits: [],
    };
    const asked = [
      ask("/status", "guessed"),
      ask("/release", "guessed", "{}"),
      ask("/release", token, "no JSON"),
      ask("/release", token, JSON.stringify({ ...wanted, build: "relative" })),
      ask("/release", token, JSON.stringify({ ...wanted, build, service: "shoes" })),
      ask("/release", token, JSON.stringify({ ...wanted, build, environment: { PORT: "1" } })),
      ask("/release", token, JSON.stringify({ ...wanted, build: "/etc" })),
      ask("/abort", token, ""),
      ask("/elsewhere", token),
    ];

    const answers = await Promise.all(asked);

    expect(answers.map(({ status }) => status)).toEqual([401, 401, 400, 400, 400, 400, 409, 409, 404]);
    expect(existsSync(join(local.shop.dataDir, "releases/under-way/cart.json"))).toBe(false);
  });
});
