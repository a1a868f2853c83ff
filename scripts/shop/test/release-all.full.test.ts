import { join } from "node:path";
import { serviceNames } from "@shopeasy/contracts/route-table";
import { runChaos } from "../../chaos/run-chaos";
import type { Progress } from "../progress";
import { type SeparateShop, startSeparateShop } from "../separate-shop";
import { failuresIn, haveFail, letCustomersAsk, recordsOf, startRelease } from "./release-program";

const build = join(__dirname, "../../../build");
const quiet: Progress = { step: (_name, work) => work(() => {}), say: () => {} };
const starting = startSeparateShop({ build, products: 80, traceRate: 0, releases: true });
const ending = new AbortController();
let shop: SeparateShop;

beforeAll(async () => {
  shop = await starting.ready;
}, 150_000);
afterAll(async () => {
  ending.abort();
  await starting.stop();
}, 60_000);

const bad = "000000000bad";
const versionOf = (index: number) => `${index}`.padStart(12, "0");

test("every service is released while customers order, and then a bad one goes back: no good release fails a request, no order is lost, nobody is charged twice", async () => {
  const options = { minutes: 3.5, ordersPerSecond: 4, killsPerMinute: 0, seed: 7, settleMinutes: 4 };
  const ordering = runChaos({ shop, options, progress: quiet, signal: ending.signal });
  const paths = [
    "/products?limit=5",
    "/categories",
    "/auth/jwks.json",
    "/shipping-methods?country=US&subtotal=5000",
  ];
  const { gateway } = shop.run();
  const customer = (n: number) => ({ method: "GET", path: paths[n % paths.length] ?? "" }) as const;
  const load = letCustomersAsk(gateway, 80, customer);

  const released: string[] = [];
  for (const [index, service] of serviceNames.entries()) {
    const strategy = index % 2 === 0 ? ["--hold", "3s"] : ["--strategy", "all-at-once", "--hold", "4s"];
    const { code, output } = await startRelease(shop, service, versionOf(index), ...strategy).ended;
    released.push(code === 0 ? service : output);
  }

  const outcomes = await load.stop();
  haveFail(shop, "orders", bad, 0.4);
  const more = letCustomersAsk(gateway, 80, customer);
  const last = await startRelease(shop, "orders", bad, "--hold", "50s").ended;
  await more.stop();

  const { results, verdict } = await ordering;
  expect(released).toEqual([...serviceNames]);
  expect(failuresIn(outcomes)).toEqual([]);
  expect(last).toMatchObject({ code: 1, output: expect.stringContaining("Rolled back") });
  expect((await recordsOf(shop))[0]).toMatchObject({ version: bad, outcome: "rolled-back" });
  expect(verdict.findings).toEqual([]);
  expect(results.orders.paid).toBeGreaterThan(100);
}, 900_000);
