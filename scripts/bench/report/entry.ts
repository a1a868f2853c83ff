import type { SliceResult } from "../load/load-job";
import { greatestRate, type Measurement, rateOf } from "../measure";
import { median, nullOr, percentile, rounded, spread, sum } from "../statistics";
import { targetName } from "../target";
import type { Aftermath } from "../whole-shop/whole-shop";
import { curveShares, type Entry, type OpenEntry, type WholeShopEntry } from "./results";

/** A generator that takes this much of a core has nothing left to ask faster with. */
const boundShare = 0.9;

export function entryOf(measurement: Measurement): Entry {
  const { scenario, floor, slices, aftermaths, memoryMiB, open } = measurement;
  const latencies = sorted(slices.map((slice) => slice.latencies));
  return {
    ...{ name: targetName(measurement), scenario, floor },
    rate: rounded(greatestRate(measurement)),
    ...curveOf(latencies),
    ...errorsOf(slices),
    spread: rounded(spread(slices.map(rateOf))),
    cpuSecondsPer1000: nullOr(cpuPerRequest(slices), (seconds) => rounded(seconds * 1000)),
    cores: nullOr(cpuOf(slices), (cpu) => rounded(cpu / sum(slices.map(({ seconds }) => seconds)))),
    memoryMiB: nullOr(memoryMiB, rounded),
    generatorBound: median(slices.map(({ loaderShare }) => loaderShare)) > boundShare,
    wholeShop: aftermaths.length > 0 ? wholeShopOf(slices, aftermaths) : null,
    open: open && openOf(open),
  };
}

function openOf({ rate, slices }: NonNullable<Measurement["open"]>): OpenEntry {
  const curve = curveOf(sorted(slices.map(({ latencies }) => latencies)));
  const names = [...new Set(slices.flatMap(({ latenciesOfParts }) => Object.keys(latenciesOfParts)))];
  const partOf = (name: string) => {
    const { p50Ms, p99Ms } = curveOf(sorted(slices.flatMap((slice) => slice.latenciesOfParts[name] ?? [])));
    return { p50Ms, p99Ms };
  };
  return {
    due: rounded(rate),
    rate: rounded(median(slices.map(rateOf))),
    ...curve,
    tail: rounded(curve.p99Ms / curve.p50Ms),
    ...errorsOf(slices),
    unsent: sum(slices.map(({ open }) => open?.unsent ?? 0)),
    lateP99Ms: rounded(Math.max(0, ...slices.map(({ open }) => open?.lateP99Ms ?? 0))),
    parts: Object.fromEntries(names.map((name) => [name, partOf(name)])),
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
    databaseMs: rounded(sum(aftermaths.map(({ databaseMs }) => databaseMs)) / done),
    eventsBehindSeconds: rounded(Math.max(...aftermaths.map(({ behindSeconds }) => behindSeconds))),
    cpuMsByProcess: Object.fromEntries(names.map((name) => [name, rounded(cpuMs(name))])),
  };
}

/** CPU seconds for one request; null of none, or where the system does not tell. */
export function cpuPerRequest(slices: readonly SliceResult[]): number | null {
  const requests = sum(slices.map(({ latencies }) => latencies.length));
  return requests > 0 ? nullOr(cpuOf(slices), (cpu) => cpu / requests) : null;
}

function cpuOf(slices: readonly SliceResult[]): number | null {
  const cpu = slices.map(({ cpuSeconds }) => cpuSeconds);
  return cpu.every((seconds) => seconds !== null) ? sum(cpu) : null;
}

function curveOf(latencies: Float64Array) {
  return {
    p50Ms: rounded(percentile(latencies, 0.5)),
    p99Ms: rounded(percentile(latencies, 0.99)),
    curve: curveShares.map((share) => rounded(percentile(latencies, share))),
  };
}

const errorsOf = (slices: readonly SliceResult[]) => ({
  errors: sum(slices.map(({ errors }) => errors)),
  firstError: slices.find(({ firstError }) => firstError !== null)?.firstError ?? null,
});

function sorted(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(sum(parts.map(({ length }) => length)));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all.sort();
}
