import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FlagFile } from "@shopeasy/contracts/flag-file";
import { shopFlags } from "@shopeasy/contracts/flags";
import { changed, inWords, turned, without, withValue } from "../change-rules";
import { FileStore } from "../file/file-store";
import { readOptions } from "../options";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "flags-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const off = turned(shopFlags["search-facets"], false, { kind: "all" });
const facets = async (store: FileStore) => (await store.read()).file.flags["search-facets"]?.defaultVariant;

test("a flag is turned in the file, and back", async () => {
  const store = new FileStore(folder);
  const base = await store.read();

  await store.write(changed(base.file, "search-facets", off), base, "facets off");
  const after = await facets(store);
  await store.rollback();

  expect([after, await facets(store)]).toEqual(["off", "on"]);
  expect((await store.history()).map(({ what }) => what)).toContain("facets off");
  await expect(store.rollback()).rejects.toThrow("nothing to roll back to");
});

test("of two who read the same, the second is refused", async () => {
  const [one, other] = [new FileStore(folder), new FileStore(folder)];
  const [base, same] = [await one.read(), await other.read()];

  await one.write(changed(base.file, "search-facets", off), base, "off");

  await expect(other.write(same.file, same, "as it was")).rejects.toThrow("Somebody else changed the flags");
  expect(await facets(other)).toBe("off");
});

test("what somebody wrote by hand is in the history before it is changed", async () => {
  const store = new FileStore(folder);
  const first = await store.read();
  await store.write(changed(first.file, "search-facets", off), first, "off");
  const byHand = readFileSync(store.place, "utf8").replace(/"off"\n/, '"on"\n');
  writeFileSync(store.place, byHand);

  const base = await store.read();
  await store.write(changed(base.file, "search-facets", off), base, "off again");
  await store.rollback();

  expect(readFileSync(store.place, "utf8")).toBe(byHand);
});

test("a broken file is told, and a rollback mends it", async () => {
  const store = new FileStore(folder);
  const base = await store.read();
  await store.write(changed(base.file, "search-facets", off), base, "off");
  writeFileSync(store.place, "{");

  await expect(store.read()).rejects.toThrow("is not JSON");
  await store.rollback();
  expect(await facets(store)).toBe("off");
});

test("flags say what they are, for people", () => {
  const flag = shopFlags["search-sold-out-last"];
  const words = (made: ReturnType<typeof turned>) => inWords(made, flag);

  expect(words(turned(flag, true, { kind: "all" }))).toBe("on");
  expect(words(turned(flag, true, { kind: "share", percent: 10 }))).toBe("on for 10 %, else off");
  expect(words(turned(flag, true, { kind: "some", customers: ["a", "b"] }))).toBe(
    "on for 2 by name, else off",
  );
  expect(inWords(undefined, flag)).toBe("off (its default)");
});

test("what is made by hand or by command is what the services read", () => {
  const planned = { from: "2026-12-01T00:00:00Z", until: "2026-12-01T01:00:00Z", notice: "Soon back" };
  const made = {
    maintenance: withValue("maintenance", shopFlags.maintenance, { planned }),
    "search-sold-out-last": turned(shopFlags["search-sold-out-last"], true, { kind: "share", percent: 5 }),
  };

  expect(FlagFile.safeParse({ flags: made }).success).toBe(true);
  expect(() =>
    withValue("maintenance", shopFlags.maintenance, { planned: { ...planned, until: planned.from } }),
  ).toThrow("`until` must be after `from`");
  expect(() => turned(shopFlags.faults, true, { kind: "all" })).toThrow("not on or off");
});

test("only what is declared no more is dropped", async () => {
  const { file } = await new FileStore(folder).read();
  const withOld = changed(file, "old-search", off);

  expect(without(withOld, "old-search", Object.keys(shopFlags))).toEqual(file);
  expect(() => without(file, "search-facets", Object.keys(shopFlags))).toThrow("is declared");
  expect(() => without(file, "old-search", Object.keys(shopFlags))).toThrow("no old-search to drop");
});

test.each([
  [[], "What is to be done?"],
  [["flip", "x"], 'no command "flip"'],
  [["on"], "Which flag?"],
  [["on", "x", "--percent", "101"], "from 0 to 100"],
  [["on", "x", "--percent", "5", "--for", "a"], "exclude each other"],
  [["set", "x", "{"], "is not JSON"],
  [["list", "--environment", "Prod!"], "no environment's name"],
  [["list", "--environment", "prod"], "AWS_REGION is not set"],
  [["rollback", "--percent", "3"], "go with on and off"],
])("%j is refused with how it is done", (args: string[], why: string) => {
  expect(() => readOptions(args, "/shop", {})).toThrow(why);
});
