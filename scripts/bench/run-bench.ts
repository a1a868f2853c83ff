import { join } from "node:path";
import type { SeparateShop } from "../shop/separate-shop";
import { readCatalogue } from "./catalogue";
import { startCompanion } from "./companion";
import { runFlashSale } from "./flash-sale";
import { measure } from "./measure";
import type { BenchOptions } from "./options";
import { processNamed } from "./process-named";
import { entryOf } from "./report/entry";
import { thisCommit, thisMachine } from "./report/machine";
import { ratiosOf } from "./report/ratios";
import type { Results } from "./report/results";
import { isSteady } from "./scenario-names";
import type { Stalls } from "./stalls";
import { prepareTargets } from "./targets";

interface BenchSetting {
  options: BenchOptions;
  shop: SeparateShop;
  /** Of the machine, before the shop started. */
  stalls: Stalls;
  /** The folder of the bundles. */
  build: string;
  tell: (note: string) => void;
  warn: (line: string) => void;
  /** Takes what has to be stopped at the end. */
  keep: (started: { stop: () => Promise<void> }) => void;
}

/** Measures the wanted scenarios of a shop that runs, and their floors beside them. */
export async function runBench(setting: BenchSetting): Promise<Results> {
  const { options, shop, build, tell, keep } = setting;
  const generator = startCompanion("load generator", join(build, "scripts/bench/load/generator.js"));
  keep(generator);
  tell("reading the catalogue");
  const catalogue = await readCatalogue(processNamed(shop.run(), "catalog").origin);
  const found = { ...setting, ...options, catalogue, generator };
  const targets = await prepareTargets({ ...found, only: options.only.filter(isSteady) });
  const measurements = await measure({ ...options, targets, tell });
  const wantsSale = options.only.includes("flash-sale");
  return {
    machine: thisMachine(),
    stalls: setting.stalls,
    commit: thisCommit(),
    settings: { ...settingsOf(options), products: options.products },
    scenarios: measurements.filter(({ floor }) => floor === null).map(entryOf),
    floors: measurements.filter(({ floor }) => floor !== null).map(entryOf),
    ratios: ratiosOf(measurements),
    flashSale: wantsSale ? await runFlashSale(found) : null,
  };
}

const settingsOf = ({ seconds, connections, traceRate, openAt, arrivals, quota }: BenchOptions) => ({
  ...{ seconds, connections, traceRate, openAt, arrivals, quota },
});
