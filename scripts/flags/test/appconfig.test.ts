import { initialFlags } from "@shopeasy/contracts/flag-file";
import { shopFlags } from "@shopeasy/contracts/flags";
import { startAppConfig } from "@shopeasy/testing/app-config";
import { openAppConfigStore } from "../appconfig/open-store";
import { changed, turned } from "../change-rules";
import type { FlagStore } from "../flag-store";

let appConfig: Awaited<ReturnType<typeof startAppConfig>>;
const stores: FlagStore[] = [];

beforeEach(async () => {
  process.env.AWS_ACCESS_KEY_ID = "test";
  process.env.AWS_SECRET_ACCESS_KEY = "test";
  appConfig = await startAppConfig();
  appConfig.deploy(JSON.stringify(initialFlags(shopFlags)), "v1");
});
afterEach(async () => {
  for (const store of stores.splice(0)) store.close();
  await appConfig.stop();
});

async function anOperator(environment = "test"): Promise<FlagStore> {
  const store = await openAppConfigStore({ environment, region: "us-east-1", endpoint: appConfig.url });
  stores.push(store);
  return store;
}

/** Turns the suggestions off, or on. */
async function turn(store: FlagStore, isOn: boolean) {
  const base = await store.read();
  const flag = turned(shopFlags["search-suggestions"], isOn, { kind: "all" });
  return () => store.write(changed(base.file, "search-suggestions", flag), base, `suggestions: ${isOn}`);
}

const suggestionsIn = async (store: FlagStore) =>
  (await store.read()).file.flags["search-suggestions"]?.defaultVariant;

test("a change is a new version, deployed with what it changed", async () => {
  const store = await anOperator();

  const version = await (await turn(store, false))();

  expect(version).toBe(2);
  expect(await suggestionsIn(store)).toBe("off");
  expect(appConfig.versions.at(-1)).toMatchObject({ label: "v2", description: "suggestions: false" });
  expect(await store.history()).toMatchObject([
    { version: 2, state: "baking", what: "suggestions: false" },
    { version: 1, state: "complete" },
  ]);
});

test("of two who change the flags at once, the second is refused, and nothing of hers is left", async () => {
  const [one, other] = [await anOperator(), await anOperator()];
  const [first, second] = [await turn(one, false), await turn(other, true)];
  await first();
  appConfig.complete();

  await expect(second()).rejects.toThrow("Somebody else changes the flags");
  expect(await suggestionsIn(other)).toBe("off");
  expect(appConfig.versions).toHaveLength(2);
});

test("while a change is being watched, another is refused with why", async () => {
  const store = await anOperator();
  await (await turn(store, false))();

  const again = await turn(store, true);

  await expect(again()).rejects.toThrow("Deployment 2 is baking still");
});

test("a rollback takes back what is under way, what is complete, and then goes back further", async () => {
  const store = await anOperator();
  await (await turn(store, false))();
  appConfig.complete();
  await (await turn(store, true))();

  expect(await store.rollback()).toBe(2);
  expect(await suggestionsIn(store)).toBe("off");
  expect(await store.rollback()).toBe(1);
  expect(await suggestionsIn(store)).toBe("on");
  appConfig.complete();
  await expect(store.rollback()).rejects.toThrow("nothing to roll back to");
});

test("a rollback goes back further each time, whichever way the one before it went", async () => {
  const store = await anOperator();
  for (const isOn of [false, true, false]) {
    await (await turn(store, isOn))();
    appConfig.complete();
  }

  const backTo: [told: number, inUse: number][] = [];
  for (let times = 0; times < 3; times++) {
    backTo.push([await store.rollback(), (await store.read()).version]);
    appConfig.complete();
  }

  expect(backTo).toEqual([
    [3, 3],
    [2, 2],
    [1, 1],
  ]);
});

test("a change that is too old to be reverted is taken back all the same", async () => {
  const store = await anOperator();
  await (await turn(store, false))();
  appConfig.complete();
  appConfig.settle();

  expect(await store.rollback()).toBe(1);
  expect(await suggestionsIn(store)).toBe("on");
});

test("an environment that is not there is told by its name", async () => {
  await expect(anOperator("nowhere")).rejects.toThrow("AppConfig has no application shopeasy-nowhere");
});
