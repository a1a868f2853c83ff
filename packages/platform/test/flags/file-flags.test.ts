import { mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eventually } from "@shopeasy/testing/eventually";
import { FileSource } from "../../src/flags/file-source";
import { FollowedFlags } from "../../src/flags/followed-flags";
import { createMetrics } from "../../src/metrics/metrics";
import { logLines } from "../fixtures/log-lines";
import { configured, declared, onOrOff, shareOf } from "./declared";

const folder = mkdtempSync(join(tmpdir(), "flags-"));
const path = join(folder, "flags.json");
const following: { stop(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(following.splice(0).map((flags) => flags.stop()));
  rmSync(path, { force: true });
});
afterAll(() => rmSync(folder, { recursive: true }));

async function follow({ shut = [] as string[], version = "v1" } = {}) {
  const logs = logLines();
  const metrics = createMetrics({ service: "shop" });
  const flags = new FollowedFlags({
    asker: { service: "shop", version },
    source: new FileSource(path, 10),
    declared,
    shut,
    metrics,
    logger: logs.logger,
  });
  following.push(flags);
  await flags.loaded();
  return { flags, logs, metrics };
}

/** Whole or not at all, as the command does it. */
function replace(text: string) {
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
}

describe("flags in a file", () => {
  test("say what is configured, and where nothing is, their defaults", async () => {
    replace(configured({ "new-search": onOrOff(true) }));

    const { flags } = await follow();

    expect(flags.value("new-search")).toBe(true);
    expect(flags.value("recommendations")).toBe(true);
    expect(flags.value("page-size")).toBe(20);
    expect(flags.value("greeting")).toBe("hello");
    expect(flags.value("limits")).toEqual({ most: 10 });
  });

  test("of every type are read, and a structured one is filled up by its schema", async () => {
    replace(
      configured({
        "page-size": { state: "ENABLED", variants: { many: 50 }, defaultVariant: "many" },
        greeting: { state: "ENABLED", variants: { other: "good day" }, defaultVariant: "other" },
        limits: { state: "ENABLED", variants: { none: { most: 0 }, usual: {} }, defaultVariant: "none" },
        recommendations: { ...onOrOff(false), state: "DISABLED" },
      }),
    );

    const { flags } = await follow();

    expect(flags.value("page-size")).toBe(50);
    expect(flags.value("greeting")).toBe("good day");
    expect(flags.value("limits")).toEqual({ most: 0 });
    // Disabled, it says nothing: the default holds.
    expect(flags.value("recommendations")).toBe(true);
  });

  test("change while the process runs, and tell who listens", async () => {
    replace(configured({ recommendations: onOrOff(true) }));
    const { flags, logs } = await follow();
    const before = flags.version;
    const heard: boolean[] = [];
    flags.onChange(() => heard.push(flags.value("recommendations")));

    replace(configured({ recommendations: onOrOff(false) }));

    await eventually(() => expect(heard).toEqual([false]));
    expect(flags.value("recommendations")).toBe(false);
    expect(flags.version).not.toBe(before);
    expect(logs.of("flags.changed")).toHaveLength(2);
  });

  test.each([
    ["half a file", configured({ recommendations: onOrOff(true) }).slice(0, 40), "not JSON"],
    ["an empty file", "", "not JSON"],
    ["a list", "[]", "expected object"],
    ["another program's file", '{"name":"x"}', "Unknown field"],
    ["a value of a wrong type", configured({ "page-size": onOrOff(true) }), "page-size, variant on"],
    [
      "a value out of its bounds",
      configured({ limits: { state: "ENABLED", variants: { bad: { most: -1 } }, defaultVariant: "bad" } }),
      "most",
    ],
    [
      "a variant that is not there",
      configured({ "new-search": { ...onOrOff(true), defaultVariant: "maybe" } }),
      "must be one of the variants",
    ],
    [
      "a rule that nobody knows",
      configured({ "new-search": onOrOff(true, { when: ["full moon"] }) }),
      "new-search",
    ],
    [
      "a rule that ends in no variant",
      configured({ "new-search": onOrOff(true, { if: [true, "maybe"] }) }),
      "new-search",
    ],
  ])("stay as they were when %s takes their place, and the log tells once", async (_what, text, why) => {
    replace(configured({ recommendations: onOrOff(false) }));
    const { flags, logs, metrics } = await follow();
    const { version } = flags;

    replace(text);

    const [line] = await eventually(() => {
      const lines = logs.of("flags.refused");
      expect(lines).toHaveLength(1);
      return lines;
    });
    expect(JSON.stringify(line?.faults)).toContain(why);
    expect(flags.value("recommendations")).toBe(false);
    expect(flags.version).toBe(version);
    expect(await metrics.render()).toMatch(/^flags_refused_total\{.*\} 1$/m);
  });

  test("stay as they were while the file is gone or too large, and are read when it is back", async () => {
    replace(configured({ recommendations: onOrOff(false) }));
    const { flags, logs } = await follow();

    rmSync(path);
    await eventually(() => expect(logs.of("flags.unreadable")).toHaveLength(1));
    expect(flags.value("recommendations")).toBe(false);
    replace(`{"flags":{}}${" ".repeat(1_000_000)}`);
    await eventually(() => expect(logs.of("flags.unreadable")).toHaveLength(2));
    expect(flags.value("recommendations")).toBe(false);
    replace(configured({ recommendations: onOrOff(true) }));

    await eventually(() => expect(flags.value("recommendations")).toBe(true));
    expect(logs.of("flags.readable-again")).toHaveLength(1);
  });

  test("say their defaults where there is no file at all, and a process starts all the same", async () => {
    const { flags, logs } = await follow();

    expect(flags.value("recommendations")).toBe(true);
    expect(flags.version).toBe("defaults");
    expect(logs.of("flags.unreadable")).toHaveLength(1);
  });

  test("that nobody declared are told, and hold nothing up", async () => {
    const unknown = { "old-search": onOrOff(true), constructor: onOrOff(true) };
    replace(configured({ ...unknown, "new-search": onOrOff(true) }));

    const { flags, logs } = await follow();

    expect(flags.value("new-search")).toBe(true);
    expect(logs.of("flags.unknown")).toEqual([
      expect.objectContaining({ flags: ["old-search", "constructor"] }),
    ]);
  });

  test("that are shut here say their default, whatever is configured", async () => {
    replace(configured({ "new-search": onOrOff(true) }));

    const { flags } = await follow({ shut: ["new-search"] });

    expect(flags.value("new-search")).toBe(false);
  });

  test("can tell one version of a service from another", async () => {
    const onlyV2 = { if: [{ "==": [{ var: "version" }, "v2"] }, "on"] };
    replace(configured({ "new-search": onOrOff(false, onlyV2) }));

    const [old, young] = await Promise.all([follow({ version: "v1" }), follow({ version: "v2" })]);

    expect(old.flags.value("new-search")).toBe(false);
    expect(young.flags.value("new-search")).toBe(true);
  });
});

describe("a flag for a share of customers", () => {
  const customers = Array.from({ length: 2_000 }, (_, index) => `customer-${index}`);
  const whoHas = async (flags: Awaited<ReturnType<typeof follow>>["flags"]) => {
    const said = await Promise.all(
      customers.map((targetingKey) => flags.valueFor("new-search", { targetingKey })),
    );
    return customers.filter((_, index) => said[index]);
  };

  test("is on for about that share, for the same ones each time, and for them too when the share grows", async () => {
    replace(configured({ "new-search": onOrOff(false, shareOf(10)) }));
    const { flags } = await follow();

    const first = await whoHas(flags);
    const again = await whoHas(flags);
    replace(configured({ "new-search": onOrOff(false, shareOf(30)) }));
    const { version } = flags;
    await eventually(() => expect(flags.version).not.toBe(version));
    const grown = await whoHas(flags);

    expect(first.length).toBeGreaterThan(140);
    expect(first.length).toBeLessThan(260);
    expect(again).toEqual(first);
    expect(grown.length).toBeGreaterThan(500);
    expect(grown).toEqual(expect.arrayContaining(first));
  });

  test("is at its default for nobody in particular", async () => {
    replace(configured({ "new-search": onOrOff(false, shareOf(99)) }));

    const { flags } = await follow();

    expect(flags.value("new-search")).toBe(false);
    expect(await flags.valueFor("new-search", { targetingKey: undefined })).toBe(false);
  });

  test("can be on for one customer", async () => {
    const onlyHer = { if: [{ in: [{ var: "targetingKey" }, ["customer-7"]] }, "on"] };
    replace(configured({ "new-search": onOrOff(false, onlyHer) }));

    const { flags } = await follow();

    expect(await flags.valueFor("new-search", { targetingKey: "customer-7" })).toBe(true);
    expect(await flags.valueFor("new-search", { targetingKey: "customer-8" })).toBe(false);
  });
});
