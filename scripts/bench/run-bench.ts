import { join } from "node:path";
import type { SeparateShop } from "../shop/separate-shop";
import { readCatalogue } from "./catalogue";
import { startCompanion } from "./companion";
import { asksTheSame } from "./floors/same-statement";
import { recordAnswers, startFloor } from "./floors/start-floor";
import { measure, type Target } from "./measure";
import type { BenchOptions } from "./options";
import { processNamed } from "./process-named";
import { canSeeProcesses } from "./process-usage";
import { thisCommit, thisMachine } from "./report/machine";
import { entryOf, type Results, ratiosOf } from "./report/results";
import { coldCatalog, scenarios } from "./scenarios";
import { startSecondService } from "./second-service";
import { watchWholeShop } from "./whole-shop/whole-shop";

interface BenchSetting {
  options: BenchOptions;
  shop: SeparateShop;
  /** The folder of the bundles. */
  build: string;
  tell: (note: string) => void;
  warn: (line: string) => void;
  /** Takes what has to be stopped at the end. */
  keep: (started: { stop: () => Promise<void> }) => void;
}

/** Measures the wanted scenarios of a shop that runs, and their floors beside them. */
export async function runBench(setting: BenchSetting): Promise<Results> {
  const { options, build, tell, keep } = setting;
  const targets = await prepareTargets(setting);
  const generator = startCompanion("load generator", join(build, "scripts/bench/load/generator.js"));
  keep(generator);
  const { connections, seconds } = options;
  const measurements = await measure({ generator, targets, connections, seconds, tell });
  return {
    machine: thisMachine(),
    commit: thisCommit(),
    scenarios: measurements.filter(({ floor }) => floor === null).map(entryOf),
    floors: measurements.filter(({ floor }) => floor !== null).map(entryOf),
    ratios: ratiosOf(measurements),
  };
}

async function prepareTargets({ options, shop, build, tell, warn, keep }: BenchSetting): Promise<Target[]> {
  const run = shop.run();
  const targets: Target[] = [];
  tell("reading the catalogue");
  const catalogue = await readCatalogue(processNamed(run, "catalog").origin);
  const wantsCold = options.only.some((name) => scenarios[name].process === coldCatalog);
  const cold =
    wantsCold &&
    canSeeProcesses &&
    (await startSecondService("catalog", run, build, { ANSWER_CACHE_MB: "0" }));
  if (cold) keep(cold);
  const wantsAll = options.only.some((name) => scenarios[name].process === null);
  const wholeShop = wantsAll ? watchWholeShop(run) : null;
  if (wholeShop) keep(wholeShop);
  for (const name of options.only) {
    tell(`preparing ${name}`);
    const { process: measured, floors, prepare } = scenarios[name];
    if (measured === coldCatalog && !cold) {
      warn(`  ! ${name} is left out: this system does not tell what a process was started with.`);
      continue;
    }
    const asked =
      measured === null
        ? { pid: shop.pid, origin: run.gateway }
        : cold && measured === coldCatalog
          ? cold
          : processNamed(run, measured);
    const job = await prepare({ shop: run, origin: asked.origin, catalogue, seconds: options.seconds });
    targets.push({
      scenario: name,
      floor: null,
      job,
      measured:
        measured === null
          ? { pid: asked.pid, tree: true, parts: run.processes }
          : { pid: asked.pid, tree: false },
      wholeShop: measured === null ? wholeShop : null,
    });
    const answers = await recordAnswers(job);
    for (const floorName of floors) {
      if (floorName === "dynamo" && !canSeeProcesses) {
        warn("  ! The floor dynamo is left out: this system does not tell what a process was started with.");
        continue;
      }
      const floor = await startFloor(floorName, { build, shop: run, answers, keep });
      const { origin, requests } = floor.job;
      if (
        floorName === "node-postgres" &&
        !(await asksTheSame({ shop: run, service: job.origin, floor: origin, requests }))
      ) {
        warn("  ! The floor node-postgres no longer asks what catalog asks: bring its statement up to date.");
      }
      targets.push({
        scenario: name,
        floor: floorName,
        job: floor.job,
        measured: { pid: floor.companion.pid, tree: false },
        wholeShop: null,
      });
    }
  }
  return targets;
}
