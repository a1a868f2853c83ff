import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { SeparateShop } from "../../shop/separate-shop";
import { BenchError } from "../bench-error";
import { readCatalogue } from "../catalogue";
import { startCompanion } from "../companion";
import { mixedJob } from "../jobs/mixed";
import { mostInFlight, type SliceResult } from "../load/load-job";
import type { BenchOptions } from "../options";
import { processNamed } from "../process-named";
import { canSeeProcesses } from "../process-usage";
import { thisCommit, thisMachine } from "../report/machine";
import { percentile, rounded } from "../statistics";
import { sliceBy } from "../target";
import { watchWholeShop } from "../whole-shop/whole-shop";
import type { SoakResults, SoakSlice } from "./soak-results";
import { soakedProcesses } from "./soaked-processes";
import { type Held, heldAtRest, heldNow } from "./watch";

interface SoakSetting {
  options: BenchOptions & { soak: NonNullable<BenchOptions["soak"]> };
  shop: SeparateShop;
  /** The folder of the bundles. */
  build: string;
  tell: (note: string) => void;
  /** Takes what has to be stopped at the end. */
  keep: (started: { stop: () => Promise<void> }) => void;
}

const longestWarmUpSeconds = 300;
/** Of a long soak, how often processes are looked at; a short one has fewer points, not none. */
const lookEverySeconds = 10;
const leastLooks = 30;
const sliceSeconds = 30;

/** Keeps a steady mixed load on the whole shop, and watches what its processes hold. Linux only. */
export async function runSoak({ options, shop, build, tell, keep }: SoakSetting): Promise<SoakResults> {
  if (!canSeeProcesses) throw new BenchError("A soak needs Linux, which tells what processes hold.");
  const { seconds, rate } = options.soak;
  const { products, traceRate } = options;
  const warmUpSeconds = Math.min(longestWarmUpSeconds, seconds / 3);
  const generator = startCompanion("load generator", join(build, "scripts/bench/load/generator.js"));
  keep(generator);
  const wholeShop = watchWholeShop(shop.run());
  keep(wholeShop);
  await wholeShop.begin();
  tell("preparing");
  const catalogue = await readCatalogue(processNamed(shop.run(), "catalog").origin);
  const { gateway: origin } = shop.run();
  const total = seconds + warmUpSeconds;
  const job = await mixedJob({ shop: shop.run(), origin, catalogue, seconds: (total * rate) / 1_000 });
  const slice = sliceBy(generator, "soak", job, { pids: [], tree: false });
  const load = { kind: "open", rate, arrivals: "poisson", mostInFlight } as const;

  const loadFor = async (whole: number, what: string): Promise<SoakSlice[]> => {
    const slices: SoakSlice[] = [];
    const startedAt = performance.now();
    for (let at = 0; at < whole - 1; at = (performance.now() - startedAt) / 1000) {
      tell(`${what}, ${Math.round(at)} of ${Math.round(whole)} s`);
      const ms = Math.min(sliceSeconds, whole - at) * 1000;
      slices.push(sliceOf(at, await slice({ load, warmUpMs: 0, ms })));
    }
    return slices;
  };

  await loadFor(warmUpSeconds, "warming up");
  tell("coming to rest");
  await wholeShop.settle();
  const before = await heldAtRest(shop);
  const looks: { at: number; held: Map<string, Held> }[] = [];
  const looking = new AbortController();
  const watching = watch(shop, Math.min(lookEverySeconds, seconds / leastLooks), looking.signal, looks);
  const slices = await loadFor(seconds, "under load").finally(() => looking.abort());
  await watching;
  tell("coming to rest");
  await wholeShop.settle();
  const processes = soakedProcesses(looks, before, await heldAtRest(shop));
  return {
    machine: thisMachine(),
    commit: thisCommit(),
    settings: { products, traceRate, seconds, warmUpSeconds: Math.round(warmUpSeconds), rate },
    slices,
    at: looks.map(({ at }) => rounded(at)),
    ...processes,
  };
}

async function watch(
  shop: SeparateShop,
  everySeconds: number,
  signal: AbortSignal,
  looks: { at: number; held: Map<string, Held> }[],
): Promise<void> {
  const startedAt = performance.now();
  while (!signal.aborted) {
    looks.push({ at: (performance.now() - startedAt) / 1000, held: heldNow(shop) });
    await pause(everySeconds * 1000, undefined, { signal }).catch(() => {});
  }
}

function sliceOf(at: number, { latencies, seconds, errors, firstError, open }: SliceResult): SoakSlice {
  const sorted = latencies.toSorted();
  return {
    at: Math.round(at),
    rate: rounded(latencies.length / seconds),
    p50Ms: rounded(percentile(sorted, 0.5)),
    p99Ms: rounded(percentile(sorted, 0.99)),
    ...{ errors, firstError },
    unsent: open?.unsent ?? 0,
  };
}
