import { closeSync, mkdirSync, openSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { createProgress } from "../shop/progress";
import { type SeparateShop, startSeparateShop } from "../shop/separate-shop";
import { ShopError } from "../shop/shop-error";
import { compareWith, requireBaseline, saveBaseline } from "./baseline";
import { BenchError } from "./bench-error";
import { isSoldOut } from "./flash-sale";
import { idleMemory, startUpSeconds } from "./idle-shop";
import { type BenchOptions, readOptions } from "./options";
import { canSeeProcesses } from "./process-usage";
import { printed, printedComparison, printedIdle } from "./report/printed";
import { writeFolder } from "./report/write-folder";
import { runBench } from "./run-bench";
import { hasFailed, printedSoak } from "./soak/printed-soak";
import { runSoak } from "./soak/run-soak";
import { measureStalls } from "./stalls";

const build = join(__dirname, "../..");
const baseline = join(build, "../scripts/bench/baseline.json");
/** One line of the log stands for ten of the requests that only read, on a route that is asked often. */
const asOnAws = { LOG_READS_ONE_IN: "10" };
/** Until what starting left behind is done. */
const settlingMs = 3_000;

const started: { stop: () => Promise<void> }[] = [];
const keep = (one: { stop: () => Promise<void> }) => void started.push(one);
const progress = createProgress(process.stdout);
let ending: Promise<void> | undefined;

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options.json !== undefined) requireWritable(options.json);
  if (options.out !== undefined) requireWritable(join(options.out, "index.html"));
  if (options.compare) requireBaseline(baseline, options.products);
  await end((options.soak ? await soaks(options, options.soak) : await loads(options)) ? 0 : 1);
}

async function startShop(options: BenchOptions): Promise<SeparateShop> {
  progress.say("A shop of the bench's own is starting …");
  const { products, traceRate } = options;
  const starting = startSeparateShop({
    ...{ build, products, traceRate },
    environment: asOnAws,
    onLine: progress.say,
  });
  keep({
    async stop() {
      await starting.stop();
      rmSync(starting.dataDir, { recursive: true, force: true });
    },
  });
  const shop = await starting.ready;
  const stocked = `${products.toLocaleString("en-US")} products`;
  progress.say(`  ready, with ${stocked}, after ${seconds(shop.startedInSeconds)}`);
  return shop;
}

/** Gives whether all was answered well, and nothing was lost against the baseline where that is asked. */
async function loads(options: BenchOptions): Promise<boolean> {
  const stalls = await progress.step("The machine at rest", () => measureStalls(build));
  const shop = await startShop(options);
  const idle = canSeeProcesses ? await progress.step("Idle", (tell) => lookAtIdleShop(shop, tell)) : "";
  const setting = { options, shop, stalls, build, warn: progress.say, keep };
  const results = await progress.step("Load", (tell) => runBench({ ...setting, tell }));
  write(options, { results });
  progress.say(["", idle, printed(results), ""].join("\n"));
  const entries = [...results.scenarios, ...results.floors];
  const { flashSale } = results;
  const isGood =
    entries.every(({ errors, open }) => errors + (open?.errors ?? 0) === 0) &&
    (flashSale === null || isSoldOut(flashSale));
  const comparison = options.compare ? compareWith(baseline, results) : undefined;
  if (comparison) progress.say(`${printedComparison(comparison)}\n`);
  if (options.saveBaseline) saveBaseline(baseline, results);
  return isGood && (comparison?.drops.length ?? 0) === 0;
}

async function soaks(options: BenchOptions, soak: NonNullable<BenchOptions["soak"]>): Promise<boolean> {
  const shop = await startShop(options);
  const setting = { options: { ...options, soak }, shop, build, keep };
  const results = await progress.step("Soak", (tell) => runSoak({ ...setting, tell }));
  write(options, { soak: results });
  progress.say(["", printedSoak(results), ""].join("\n"));
  return !hasFailed(results);
}

function write({ json, out }: BenchOptions, found: Parameters<typeof writeFolder>[1]): void {
  const whole = "soak" in found ? found.soak : found.results;
  if (json !== undefined) writeFileSync(json, `${JSON.stringify(whole, null, 2)}\n`);
  if (out === undefined) return;
  writeFolder(out, found);
  progress.say(`  Charts: ${join(out, "index.html")}`);
}

/** Said before the minutes that a run takes, not after. */
function requireWritable(path: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    closeSync(openSync(path, "a"));
  } catch (error) {
    throw new BenchError(`Cannot write ${path} (${error instanceof Error ? error.message : error}).`);
  }
}

async function lookAtIdleShop(shop: SeparateShop, tell: (note: string) => void): Promise<string> {
  tell("waiting until the shop is at rest");
  await pause(settlingMs);
  const memory = idleMemory(shop);
  const alone = await startUpSeconds(shop, build);
  return `${printedIdle(memory)}\n\n  A service alone (catalog) serves after ${seconds(alone)}.\n`;
}

/** Stops all that was started, the last one first. */
function end(code: number): Promise<void> {
  process.exitCode = code;
  ending ??= (async () => {
    for (const one of started.splice(0).reverse()) await one.stop();
    process.exit();
  })();
  return ending;
}

const seconds = (value: number) => `${value.toFixed(1)} s`;

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    if (!ending) console.error("Stopping …");
    void end(130);
  });
}

main().catch(async (error: unknown) => {
  if (!ending)
    console.error(error instanceof BenchError || error instanceof ShopError ? error.message : error);
  await end(process.exitCode ? Number(process.exitCode) : 1);
});
