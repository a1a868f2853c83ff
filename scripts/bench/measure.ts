import type { Companion } from "./companion";
import type { LoadJob, RunSlice, SliceResult } from "./load/load-job";
import { canSeeProcesses, memoryMiB } from "./process-usage";
import type { FloorName, ScenarioName } from "./scenarios";
import type { Aftermath, WholeShop } from "./whole-shop/whole-shop";

/** What is put under load: a scenario of the shop, or one of its floors. */
export interface Target {
  scenario: ScenarioName;
  floor: FloorName | null;
  job: LoadJob;
  measured: RunSlice["measured"];
  /** Where a request is work for the whole shop: what its slices leave behind is waited for, and counted. */
  wholeShop: WholeShop | null;
}

export interface Measurement {
  scenario: ScenarioName;
  floor: FloorName | null;
  /** In the order of the rounds: the n-th slices of all targets were measured right after each other. */
  slices: SliceResult[];
  /** What came of each slice, where the whole shop was watched. */
  aftermaths: Aftermath[];
  /** Of the measured process, at the end; null for many, or where the system does not tell. */
  memoryMiB: number | null;
}

interface Setting {
  generator: Companion;
  targets: readonly Target[];
  connections: number;
  /** For each target, all slices together. */
  seconds: number;
  tell: (note: string) => void;
}

/** Before the first slice, so that the code is compiled and pools are filled. */
const firstWarmUpMs = 2_000;
/** A whole shop has fifteen processes to warm up, each of which sees few requests. */
const wholeShopWarmUpMs = 10_000;
/** Before each later one: its connections are new. */
const warmUpMs = 300;
const graceMs = 30_000;

/** Enough slices for a median that one bad moment of the machine does not move. */
const roundsIn = (seconds: number): number => (seconds >= 5 ? 5 : 3);

/** Puts one target after the other under load, round after round: a busy spell of the machine then hits all alike. */
export async function measure({
  generator,
  targets,
  connections,
  seconds,
  tell,
}: Setting): Promise<Measurement[]> {
  const measurements = targets.map(
    ({ scenario, floor }): Measurement => ({
      scenario,
      floor,
      slices: [],
      aftermaths: [],
      memoryMiB: null,
    }),
  );
  const rounds = roundsIn(seconds);
  const slice = async (target: Target, warmUpMs: number, ms: number) => {
    const name = nameOf(target);
    generator.tell({
      type: "slice",
      name,
      connections,
      warmUpMs,
      ms,
      measured: target.measured,
    } satisfies RunSlice);
    return generator.answer<SliceResult>(warmUpMs + ms + graceMs);
  };

  for (const target of targets) {
    tell(`warming up ${nameOf(target)}`);
    generator.tell({ type: "prepare", name: nameOf(target), job: target.job });
    await target.wholeShop?.begin();
    const longest = target.wholeShop ? wholeShopWarmUpMs : firstWarmUpMs;
    await slice(target, Math.min(longest, seconds * 1000), 100);
    await target.wholeShop?.settle();
  }
  for (let round = 1; round <= rounds; round++) {
    for (const [index, target] of targets.entries()) {
      tell(`round ${round} of ${rounds}: ${nameOf(target)}`);
      await target.wholeShop?.begin();
      measurements[index]?.slices.push(await slice(target, warmUpMs, (seconds * 1000) / rounds));
      if (target.wholeShop) measurements[index]?.aftermaths.push(await target.wholeShop.settle());
    }
  }
  for (const [index, { measured }] of targets.entries()) {
    const measurement = measurements[index];
    if (measurement && canSeeProcesses && !measured.tree) measurement.memoryMiB = memoryMiB(measured.pid);
  }
  return measurements;
}

const nameOf = ({ scenario, floor }: Target): string => (floor ? `${floor} ${scenario}` : scenario);
