import type { SliceResult } from "../load/load-job";
import type { Measurement } from "../measure";
import { median, percentile, spread, sum } from "../statistics";
import type { Aftermath } from "../whole-shop/whole-shop";

export interface Entry {
  name: string;
  /** Requests (of `order`: checkouts) a second: the median of the slices. */
  rate: number;
  p50Ms: number;
  p99Ms: number;
  errors: number;
  firstError: string | null;
  /** How far the slices' rates lie apart, as a share of their median. */
  spread: number;
  /** CPU seconds of the measured process for 1,000 requests; null where the system does not tell. */
  cpuSecondsPer1000: number | null;
  memoryMiB: number | null;
  /** Whether the load generator took about a whole core: then the rate says more of it than of what was measured. */
  generatorBound: boolean;
  /** Where a request is work for the whole shop. */
  wholeShop: WholeShopEntry | null;
}

export interface WholeShopEntry {
  /** SQL statements for one request, in all services together and with what its events lead to. */
  statements: number;
  /** Transactions of several of them, each with a BEGIN and a COMMIT that are not counted as statements. */
  transactions: number;
  /** From the end of the load until the last of its events had taken effect: the longest of the slices. */
  eventsBehindSeconds: number;
  /** CPU milliseconds for one request in each process, with those that it started. */
  cpuMsByProcess: Record<string, number>;
}

export interface Results {
  machine: Machine;
  commit: string;
  scenarios: Entry[];
  floors: Entry[];
  /** A scenario's rate as a share of a floor's; `… by CPU` compares what a request costs, the cheaper the higher. */
  ratios: Record<string, number>;
}

export interface Machine {
  cpu: string;
  cores: number;
  memoryGiB: number;
  system: string;
  node: string;
}

/** A generator that takes this much of a core has nothing left to ask faster with. */
const boundShare = 0.9;

export function entryOf({ scenario, floor, slices, aftermaths, memoryMiB }: Measurement): Entry {
  const rates = slices.map(rateOf);
  const latencies = sortedLatencies(slices);
  return {
    name: floor ? `${floor} ${scenario}` : scenario,
    rate: rounded(median(rates)),
    p50Ms: rounded(percentile(latencies, 0.5)),
    p99Ms: rounded(percentile(latencies, 0.99)),
    errors: sum(slices.map(({ errors }) => errors)),
    firstError: slices.find(({ firstError }) => firstError !== null)?.firstError ?? null,
    spread: rounded(spread(rates)),
    cpuSecondsPer1000: nullOr(cpuPerRequest(slices), (seconds) => rounded(seconds * 1000)),
    memoryMiB: nullOr(memoryMiB, rounded),
    generatorBound: median(slices.map(({ loaderShare }) => loaderShare)) > boundShare,
    wholeShop: aftermaths.length > 0 ? wholeShopOf(slices, aftermaths) : null,
  };
}

function wholeShopOf(slices: readonly SliceResult[], aftermaths: readonly Aftermath[]): WholeShopEntry {
  const done = sum(slices.map((slice) => slice.done));
  const counted = sum(slices.map(({ latencies }) => latencies.length));
  const names = Object.keys(slices[0]?.cpuSecondsOfParts ?? {});
  const cpuMs = (name: string) =>
    (sum(slices.map(({ cpuSecondsOfParts: parts }) => parts[name] ?? 0)) / counted) * 1000;
  return {
    statements: rounded(sum(aftermaths.map(({ queries }) => queries)) / done),
    transactions: rounded(sum(aftermaths.map(({ transactions }) => transactions)) / done),
    eventsBehindSeconds: rounded(Math.max(...aftermaths.map(({ behindSeconds }) => behindSeconds))),
    cpuMsByProcess: Object.fromEntries(names.map((name) => [name, rounded(cpuMs(name))])),
  };
}

/** Compared slice by slice of the same round, since what else the machine did then was the same for both. */
export function ratiosOf(measurements: readonly Measurement[]): Record<string, number> {
  const ratios: Record<string, number> = {};
  for (const floor of measurements) {
    const scenario = measurements.find((one) => one.floor === null && one.scenario === floor.scenario);
    if (floor.floor === null || !scenario) continue;
    const name = `${scenario.scenario}/${floor.floor}`;
    const pairs = scenario.slices.flatMap((slice, round) => {
      const beside = floor.slices[round];
      return beside ? [rateOf(slice) / rateOf(beside)] : [];
    });
    ratios[name] = rounded(median(pairs));

    const [cost, floorCost] = [cpuPerRequest(scenario.slices), cpuPerRequest(floor.slices)];
    if (cost && floorCost) ratios[`${name} by CPU`] = rounded(floorCost / cost);
  }
  return ratios;
}

const rateOf = ({ latencies, seconds }: SliceResult): number => latencies.length / seconds;

function cpuPerRequest(slices: readonly SliceResult[]): number | null {
  const requests = sum(slices.map(({ latencies }) => latencies.length));
  const cpu = slices.map(({ cpuSeconds }) => cpuSeconds);
  return requests > 0 && cpu.every((seconds) => seconds !== null) ? sum(cpu) / requests : null;
}

function sortedLatencies(slices: readonly SliceResult[]): Float64Array {
  const all = new Float64Array(sum(slices.map(({ latencies }) => latencies.length)));
  let at = 0;
  for (const { latencies } of slices) {
    all.set(latencies, at);
    at += latencies.length;
  }
  return all.sort();
}

/** To three digits: no more of them mean anything here. JSON has no NaN, which only nothing measured gives. */
const rounded = (value: number): number => (Number.isFinite(value) ? Number(value.toPrecision(3)) : 0);

const nullOr = (value: number | null, use: (value: number) => number): number | null =>
  value === null ? null : use(value);
