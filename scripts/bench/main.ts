import { closeSync, openSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { createProgress } from "../shop/progress";
import { type SeparateShop, startSeparateShop } from "../shop/separate-shop";
import { ShopError } from "../shop/shop-error";
import { BenchError } from "./bench-error";
import { idleMemory, startUpSeconds } from "./idle-shop";
import { readOptions } from "./options";
import { canSeeProcesses } from "./process-usage";
import { printed, printedIdle } from "./report/printed";
import { runBench } from "./run-bench";

const build = join(__dirname, "../..");
/** Until what starting left behind is done. */
const settlingMs = 3_000;

const started: { stop: () => Promise<void> }[] = [];
let ending: Promise<void> | undefined;

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options.json !== undefined) requireWritable(options.json);
  const progress = createProgress(process.stdout);
  progress.say("A shop of the bench's own is starting …");
  const starting = startSeparateShop({ ...options, build, onLine: progress.say });
  started.push({
    async stop() {
      await starting.stop();
      rmSync(starting.dataDir, { recursive: true, force: true });
    },
  });
  const shop = await starting.ready;
  progress.say(
    `  ready, with ${options.products.toLocaleString("en-US")} products, after ${seconds(shop.startedInSeconds)}`,
  );
  const idle = canSeeProcesses ? await progress.step("Idle", (tell) => lookAtIdleShop(shop, tell)) : "";

  const results = await progress.step("Load", (tell) =>
    runBench({ options, shop, build, tell, warn: progress.say, keep: (one) => started.push(one) }),
  );
  if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(results, null, 2)}\n`);
  progress.say(["", idle, printed(results), ""].join("\n"));

  const failed = [...results.scenarios, ...results.floors].some(({ errors }) => errors > 0);
  await end(failed ? 1 : 0);
}

/** Said before the minutes that a run takes, not after. */
function requireWritable(path: string): void {
  try {
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
