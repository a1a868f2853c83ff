import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createProgress } from "../shop/progress";
import { startSeparateShop } from "../shop/separate-shop";
import { ShopError } from "../shop/shop-error";
import { ChaosError } from "./chaos-error";
import { eventsChaos } from "./events/events-chaos";
import { readOptions } from "./options";
import { printed } from "./report/printed";
import { runChaos } from "./run-chaos";

const build = join(__dirname, "../..");
/** Enough that carts differ, and few enough that orders meet at the same stock. */
const products = 80;

const ending = new AbortController();
let stop = async () => {};

async function main([first, ...more] = process.argv.slice(2)): Promise<void> {
  if (first === "events") process.exit(await eventsChaos(more, ending.signal));
  const options = readOptions(process.argv.slice(2), Math.floor(Math.random() * 1_000_000));
  const progress = createProgress(process.stdout);
  progress.say(
    `Chaos with seed ${options.seed}: npm run chaos -- --seed ${options.seed} deals the same blows.`,
  );
  const starting = startSeparateShop({ build, products, traceRate: 0 });
  stop = starting.stop;
  const { dataDir } = starting;
  try {
    const shop = await progress.step("A shop of its own", () => starting.ready);
    void shop.ended.then((said) => {
      if (!ending.signal.aborted) ending.abort(new ChaosError(`The shop ended by itself:\n${said}`));
    });
    const { results, verdict } = await runChaos({ shop, options, progress, signal: ending.signal });
    progress.say(["", printed(results, verdict, options), ""].join("\n"));
    const kept = join(dataDir, "chaos.json");
    writeFileSync(kept, `${JSON.stringify({ options, results, findings: verdict.findings }, null, 2)}\n`);
    await leave(verdict.findings.length === 0 ? 0 : 1, dataDir);
  } catch (error) {
    if (interrupted()) await leave(130, dataDir);
    const why: unknown = ending.signal.aborted ? ending.signal.reason : error;
    console.error(why instanceof ChaosError || why instanceof ShopError ? why.message : why);
    await leave(1, dataDir);
  }
}

/** Stops the shop. Its data stays where something did not hold: it is what to look into. */
async function leave(code: number, dataDir: string): Promise<never> {
  if (!ending.signal.aborted) ending.abort();
  await stop();
  if (code === 1) console.error(`Data, logs and findings are kept in ${dataDir}`);
  else rmSync(dataDir, { recursive: true, force: true });
  process.exit(code);
}

const interrupt = new ChaosError("The run was ended.");
const interrupted = () => ending.signal.reason === interrupt;

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    if (ending.signal.aborted) return;
    console.error("Stopping …");
    ending.abort(interrupt);
    void stop();
  });
}

main().catch((error: unknown) => {
  if (error !== interrupt) console.error(error instanceof ChaosError ? error.message : error);
  process.exit(error === interrupt ? 130 : 1);
});
