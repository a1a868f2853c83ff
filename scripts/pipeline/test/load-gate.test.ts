import { setTimeout as pause } from "node:timers/promises";
import { runScript } from "./run-script";
import { type HeardRequest, type StandIn, type StandInAnswer, startStandIn } from "./stand-in";

// Each runs the program, on a machine that may be busy.
jest.setTimeout(90_000);

let standIn: StandIn;
let answers: (request: HeardRequest) => StandInAnswer | Promise<StandInAnswer>;
beforeEach(async () => {
  answers = aGoodShop;
  standIn = await startStandIn((request) => answers(request));
});
afterEach(() => standIn.close());

const services = { users: "ok", catalog: "ok", cart: "ok", orders: "ok", feedback: "ok" };

/** Answers what the gate asks as the shop does. */
function aGoodShop({ path }: HeardRequest): StandInAnswer {
  const below = path.replace("/api/v1", "");
  if (below === "/health") return { status: 200, body: { services } };
  if (["/users/me", "/orders", "/auth/refresh"].includes(below)) return { status: 401, body: {} };
  if (below.startsWith("/carts/") || below === "/checkout/quote") return { status: 404, body: {} };
  if (below === "/auth/jwks.json") return { status: 200, body: { keys: [{}] } };
  if (below.startsWith("/shipping-methods")) return { status: 200, body: [{}] };
  return { status: 200, body: { items: [] } };
}

const gate = (...args: string[]) =>
  runScript("pipeline", [
    "load-gate",
    "--url",
    standIn.url,
    "--smoke-seconds",
    "5",
    // A machine that is busy with other things is no slow shop.
    "--max-p99-ms",
    "60000",
    "--seconds",
    "1",
    "--rate",
    "40",
    ...args,
  ]);

test("a shop that works and answers in time opens the gate", async () => {
  const { code, output } = await gate();

  expect(output).toMatch(
    /keeps its objectives: browse, \d+ requests, 0 % failed \(at most 0\.1 %\), 99 % within/,
  );
  expect(output).toMatch(/checkout, \d+ requests, 0 % failed \(at most 0\.05 %\)/);
  expect(output).toMatch(/sign-in, .*\nThe gate is open\.\n$/);
  expect(standIn.heard.some(({ path }) => path.endsWith("/auth/refresh"))).toBe(true);
  expect(code).toBe(0);
});

test("a shop in which something does not work is not put under load", async () => {
  answers = (request) => (request.path.includes("/jwks") ? { status: 500, body: {} } : aGoodShop(request));

  const { code, output } = await gate();

  expect(output).toContain("does not work: the keys of access tokens: /auth/jwks.json");
  expect(standIn.heard.some(({ path }) => path.includes("limit=20"))).toBe(false);
  expect(code).toBe(1);
});

test("one failure is borne, and more than a journey's objective are not", async () => {
  let asked = 0;
  answers = (request) => {
    const isBad = request.path.includes("limit=20") && asked++ % 4 === 0;
    return isBad ? { status: 500, body: { title: "broken" } } : aGoodShop(request);
  };

  const strict = await gate();
  const lenient = await gate("--max-error-rate", "0.5");

  expect(strict).toMatchObject({
    code: 1,
    output: expect.stringMatching(/breaks its objectives: browse.*\nfirst failure: GET \/api\/v1\/products/),
  });
  expect(lenient.code).toBe(0);
});

test("a shop that is too slow keeps the gate shut", async () => {
  answers = async (request) => {
    if (request.path.includes("limit=20")) await pause(60);
    return aGoodShop(request);
  };

  const { code, output } = await gate("--max-p99-ms", "50");

  expect(output).toMatch(/breaks its objectives: browse, \d+ requests, 0 % failed/);
  expect(code).toBe(1);
});

test("a shop that nobody answers for is no shop", async () => {
  const { url } = standIn;
  await standIn.close();
  standIn = await startStandIn(() => ({ status: 200 }));

  const { code, output } = await runScript("pipeline", ["load-gate", "--url", url, "--smoke-seconds", "1"]);

  expect(code).toBe(1);
  expect(output).toContain("does not work: the shop's health");
});

test("refusals of who asks too often are no failures: so the shop defends itself", async () => {
  answers = (request) =>
    request.path.endsWith("/auth/refresh") ? { status: 429, body: {} } : aGoodShop(request);

  const { code, output } = await gate("--rate", "50", "--seconds", "4");

  expect(output).toContain("keeps its objectives: sign-in, 0 requests");
  expect(code).toBe(0);
});
