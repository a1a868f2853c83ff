import { type Arrivals, mostInFlight, type SliceResult } from "./load/load-job";
import { canSeeProcesses, memoryMiB } from "./process-usage";
import type { FloorName, SteadyScenarioName } from "./scenario-names";
import { median } from "./statistics";
import { type Target, targetName } from "./target";
import type { Aftermath } from "./whole-shop/whole-shop";

export interface Measurement {
  scenario: SteadyScenarioName;
  floor: FloorName | null;
  /** In the order of the rounds: the n-th slices of all targets were measured right after each other. */
  slices: SliceResult[];
  /** What came of each slice, where that was watched. */
  aftermaths: Aftermath[];
  /** Of the measured process, at the end; null for many, or where the system does not tell. */
  memoryMiB: number | null;
  /** With requests by a schedule, at so many a second; null where that was not wanted. */
  open: { rate: number; slices: SliceResult[] } | null;
}

export interface MeasureSetting {
  targets: readonly Target[];
  connections: number;
  /** For each target and each kind of load, all slices together. */
  seconds: number;
  /** The share of the greatest load at which requests are then sent by a schedule; 0 for not at all. */
  openAt: number;
  arrivals: Arrivals;
  tell: (note: string) => void;
}

/** Before the first slice, so that the code is compiled and pools are filled. */
const firstWarmUpMs = 2_000;
/** Of several instances each sees but its share of the requests. */
const longWarmUpMs = 30_000;
/**
 * Of a whole shop each process sees few requests, and what it runs often is compiled well only by and by: on two cores a
 * checkout costs half as much after a minute and a half as it did at first.
 */
const wholeShopWarmUpMs = 90_000;
/** Before each later one: its connections are new. */
const warmUpMs = 300;

/** Enough slices for a median that one bad moment of the machine does not move. */
const roundsIn = (seconds: number): number => (seconds >= 5 ? 5 : 3);

/** In milliseconds; less in a run that is for trying. */
function firstWarmUpOf({ measured, connectionsFor, floor }: Target, seconds: number): number {
  if (measured.tree) return Math.min(wholeShopWarmUpMs, 9_000 * seconds);
  const isSlow = connectionsFor > 1 || floor === "one-instance";
  return isSlow ? Math.min(longWarmUpMs, 9_000 * seconds) : Math.min(firstWarmUpMs, 1_000 * seconds);
}

/** Puts one target after the other under load, round after round: a busy spell of the machine then hits all alike. */
export async function measure(setting: MeasureSetting): Promise<Measurement[]> {
  const { targets, connections, seconds, openAt, tell } = setting;
  const rounds = roundsIn(seconds);
  const ms = (seconds * 1000) / rounds;
  const measurements = targets.map(emptyMeasurement);
  const closed = (target: Target) =>
    ({ kind: "closed", connections: connections * target.connectionsFor }) as const;

  for (const target of targets) {
    tell(`warming up ${targetName(target)}`);
    const first = { load: closed(target), warmUpMs: firstWarmUpOf(target, seconds), ms: 100 };
    await sliceAndSettle(target, () => target.slice(first));
  }
  for (const target of targets) target.bind?.();
  for (let round = 1; round <= rounds; round++) {
    for (const [index, target] of targets.entries()) {
      tell(`round ${round} of ${rounds}: ${targetName(target)}`);
      const found = await sliceAndSettle(target, () => target.slice({ load: closed(target), warmUpMs, ms }));
      measurements[index]?.slices.push(found.slice);
      if (found.aftermath) measurements[index]?.aftermaths.push(found.aftermath);
    }
  }
  for (const [index, { measured }] of targets.entries()) {
    const measurement = measurements[index];
    const [pid] = measured.pids;
    const isOne = !measured.tree && measured.pids.length === 1;
    if (measurement && pid !== undefined && canSeeProcesses && isOne) measurement.memoryMiB = memoryMiB(pid);
  }
  if (openAt > 0) await measureOpen(setting, measurements, { rounds, ms });
  return measurements;
}

/** At a share of what each target could do at most, just now. */
async function measureOpen(
  { targets, openAt, arrivals, tell }: MeasureSetting,
  measurements: readonly Measurement[],
  { rounds, ms }: { rounds: number; ms: number },
): Promise<void> {
  for (let round = 1; round <= rounds; round++) {
    for (const [index, target] of targets.entries()) {
      const measurement = measurements[index];
      const rate = openAt * (measurement ? greatestRate(measurement) : 0);
      if (!measurement || !target.opens || !(rate > 0)) continue;
      tell(`by a schedule, round ${round} of ${rounds}: ${targetName(target)}`);
      measurement.open ??= { rate, slices: [] };
      const load = { kind: "open", rate, arrivals, mostInFlight } as const;
      const { slice } = await sliceAndSettle(target, () => target.slice({ load, warmUpMs, ms }));
      measurement.open.slices.push(slice);
    }
  }
}

export const rateOf = ({ latencies, seconds }: SliceResult): number => latencies.length / seconds;

/** Of the closed loop: the median of its slices. */
export const greatestRate = ({ slices }: Measurement): number => median(slices.map(rateOf));

async function sliceAndSettle({ wholeShop }: Target, run: () => Promise<SliceResult>) {
  await wholeShop?.begin();
  const slice = await run();
  return { slice, aftermath: await wholeShop?.settle() };
}

const emptyMeasurement = ({ scenario, floor }: Target): Measurement => ({
  ...{ scenario, floor, slices: [], aftermaths: [] },
  memoryMiB: null,
  open: null,
});
