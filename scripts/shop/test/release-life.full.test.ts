import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { eventually } from "@shopeasy/testing/eventually";
import { type LocalShopProgram, shopFolder, startLocalShop } from "./local-shop-program";
import { failuresIn, letCustomersAsk, recordsOf, startRelease } from "./release-program";

let shop: LocalShopProgram;

beforeAll(async () => {
  shop = await startLocalShop(shopFolder(), "--products", "20");
}, 150_000);
afterAll(async () => {
  await shop?.stop();
  shop?.remove();
}, 60_000);

const pidOf = (name: string) => shop.run().processes.find((one) => one.name === name)?.pid ?? 0;
const isRunning = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};
/** A release that is being watched, for longer than the test lasts. */
async function watched(service: string, version: string) {
  const release = startRelease(shop, service, version, "--hold", "20m");
  await eventually(() => expect(release.output()).toMatch(/✔ Smoke test/), { withinMs: 60_000 });
  const record = join(shop.dataDir, `releases/under-way/${service}.json`);
  await eventually(() => expect(JSON.parse(readFileSync(record, "utf8")).exposedAt).not.toBeNull());
  const green = pidOf(`${service}-green`);
  expect(isRunning(green)).toBe(true);
  return { ...release, green };
}
const left = () => shop.run().processes.filter(({ name }) => /-(green|leaving)$/.test(name));

test("green that crashes in the middle is not started again: blue has everything, at once", async () => {
  const { green, ended } = await watched("cart", "000000000001");

  process.kill(green, "SIGKILL");

  const { code, output } = await ended;
  expect(code).toBe(1);
  expect(output).toMatch(/Green ended by itself \(SIGKILL\)[\s\S]*Rolled back/);
  expect(left()).toEqual([]);
}, 120_000);

test("Ctrl-C has it go back, and while it goes on a second release is refused, of whatever service", async () => {
  const first = await watched("cart", "000000000002");

  const second = await startRelease(shop, "users", "000000000003").ended;
  first.interrupt();

  const { code, output } = await first.ended;
  expect(second).toMatchObject({
    code: 1,
    output: expect.stringMatching(/^cart is being released now: wait/),
  });
  expect(code).toBe(130);
  expect(output).toMatch(/It was ended by hand[\s\S]*Rolled back/);
  expect([left(), isRunning(first.green)]).toEqual([[], false]);
}, 120_000);

test("one release follows another, and a gateway that crashes in between is told anew where all is", async () => {
  const load = letCustomersAsk(shop.url, 20, () => ({ method: "GET", path: "/categories" }));
  const once = await startRelease(shop, "catalog", "000000000004", "--hold", "1s").ended;
  const gateway = pidOf("gateway");
  await load.stop();
  process.kill(gateway, "SIGKILL");
  await eventually(() => expect([0, gateway]).not.toContain(pidOf("gateway")), { withinMs: 30_000 });
  const again = letCustomersAsk(shop.url, 20, () => ({ method: "GET", path: "/categories" }));

  const twice = await startRelease(shop, "catalog", "000000000005", "--hold", "1s", "--strategy", "linear")
    .ended;

  expect([once.code, twice.code]).toEqual([0, 0]);
  expect(failuresIn(await again.stop())).toEqual([]);
  expect((await recordsOf(shop))[0]).toMatchObject({
    version: "000000000005",
    previousVersion: "000000000004",
  });
  expect(readdirSync(join(shop.dataDir, "builds"))).toHaveLength(1);
}, 180_000);

test("a shop that is stopped in the middle of a release stops all of it, and the next start is clean", async () => {
  const { green, ended } = await watched("cart", "000000000006");

  const stopped = await shop.stop();

  const { code, output } = await ended;
  expect([stopped, code]).toEqual([0, 1]);
  expect(output).toMatch(/The shop was stopped in the middle/);
  expect(isRunning(green)).toBe(false);
  shop = await startLocalShop(shop.dataDir);
  expect((await recordsOf(shop))[0]).toMatchObject({ version: "000000000006", outcome: "rolled-back" });
  expect(left()).toEqual([]);
}, 180_000);

test("a shop that is killed in the middle of a release leaves nothing that runs, and its record is ended by the next", async () => {
  const { green, ended } = await watched("cart", "000000000007");

  process.kill(shop.pid, "SIGKILL");

  expect((await ended).output).toMatch(/ended in the middle of the release/);
  await eventually(() => expect(isRunning(green)).toBe(false), { withinMs: 40_000 });
  shop = await startLocalShop(shop.dataDir);
  const [record] = await recordsOf(shop);
  expect(record).toMatchObject({
    version: "000000000007",
    outcome: "rolled-back",
    reason: expect.stringMatching(/killed/),
  });
}, 180_000);
