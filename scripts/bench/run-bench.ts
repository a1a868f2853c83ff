import { join } from "node:path";
import { readCatalogue } from "./catalogue";
import { startCompanion } from "./companion";
import { asksTheSame } from "./floors/same-statement";
import { recordAnswers, startFloor } from "./floors/start-floor";
import { measure, type Target } from "./measure";
import type { BenchOptions } from "./options";
import { thisCommit, thisMachine } from "./report/machine";
import { entryOf, type Results, ratiosOf } from "./report/results";
import { scenarios } from "./scenarios";
import { processNamed, type ShopUnderBench } from "./shop-under-bench";

interface BenchSetting {
  options: BenchOptions;
  shop: ShopUnderBench;
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
  const { run } = shop;
  const targets: Target[] = [];
  tell("reading the catalogue");
  const catalogue = await readCatalogue(processNamed(run, "catalog").origin);
  for (const name of options.only) {
    tell(`preparing ${name}`);
    const { process: measured, floors, prepare } = scenarios[name];
    const job = await prepare({ shop: run, catalogue, seconds: options.seconds });
    const pid = measured === null ? shop.pid : processNamed(run, measured).pid;
    targets.push({ scenario: name, floor: null, job, measured: { pid, tree: measured === null } });
    const answers = await recordAnswers(job);
    for (const floorName of floors) {
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
      });
    }
  }
  return targets;
}
