import type { SeparateShop } from "../shop/separate-shop";
import { BenchError } from "./bench-error";
import { type CpuQuota, openCpuQuota } from "./cpu-quota";
import type { Measured } from "./load/load-job";
import { processNamed } from "./process-named";
import { canSeeProcesses } from "./process-usage";
import { startSecondService } from "./second-service";

/** What scenarios ask: a service of the shop, the shop as a whole, or services that are started beside it. */
export type PlaceName =
  | "catalog"
  | "cart"
  | "users"
  | "feedback"
  | "shop"
  | "cold catalog"
  | "second catalog"
  | "quiet catalog"
  | "three catalogs"
  | "three cold catalogs"
  | "one catalog"
  | "one cold catalog";

export interface Place {
  origin: string;
  alsoAt: readonly string[];
  measured: Measured;
  /** Puts what is to have little CPU time below its bound: once it is warm, for with so little that takes minutes. */
  bind?: () => void;
}

interface PlacesSetting {
  shop: SeparateShop;
  /** The folder of the bundles. */
  build: string;
  /** Cores that each of several instances gets. */
  quota: number;
  /** Takes what has to be stopped at the end. */
  keep: (started: { stop: () => Promise<void> }) => void;
}

/** A catalog that keeps no answers: what a page costs at first. */
const cold = { ANSWER_CACHE_MB: "0" };
/** Neither traces, nor a line for what goes well, nor metrics. */
const quiet = { AWS_XRAY_DAEMON_ADDRESS: "", TRACE_SAMPLE_RATE: "0", LOG_LEVEL: "error", METRICS: "false" };
const instances = 3;

/** Opens places when they are first asked for; gives why not, where this machine can't. */
export function createPlaces({ shop, build, quota, keep }: PlacesSetting) {
  const opened = new Map<string, Promise<Place[] | { missing: string }>>();

  /** Some catalogs beside the shop's, of one kind. */
  const beside = (kind: string, changes: Readonly<Record<string, string>>, count: number, cores?: number) => {
    const known = opened.get(kind) ?? startBeside(changes, count, cores);
    opened.set(kind, known);
    return known;
  };
  const startBeside = async (changes: Readonly<Record<string, string>>, count: number, cores?: number) => {
    if (!canSeeProcesses) return { missing: "this system does not tell what a process was started with" };
    const places: Place[] = [];
    if (cores !== undefined) {
      const tried = openCpuQuota(cores);
      if ("missing" in tried) return tried;
      tried.remove();
    }
    for (let turn = 0; turn < count; turn++) {
      const bound = cores === undefined ? undefined : laterBound(cores);
      const service = await startSecondService("catalog", shop.run(), build, changes);
      keep(service);
      places.push({ ...placeAt(service), ...(bound && { bind: () => bound(service.pid) }) });
    }
    return places;
  };

  /** To be made before its process, and so removed after that has ended. */
  const laterBound = (cores: number) => {
    let bound: CpuQuota | undefined;
    keep({ stop: async () => bound?.remove() });
    return (pid: number) => {
      if (bound) return;
      const made = openCpuQuota(cores);
      if ("missing" in made) throw new BenchError(`A quota of CPU time can't be had: ${made.missing}`);
      made.add(pid);
      bound = made;
    };
  };

  return async (name: PlaceName): Promise<Place | { missing: string }> => {
    switch (name) {
      case "shop": {
        const { gateway, processes } = shop.run();
        return { origin: gateway, alsoAt: [], measured: { pids: [shop.pid], tree: true, parts: processes } };
      }
      case "cold catalog":
        return together(await beside(name, cold, 1));
      case "second catalog":
        return together(await beside(name, {}, 1));
      case "quiet catalog":
        return together(await beside(name, quiet, 1));
      case "three catalogs":
        return together(await beside("bounded", {}, instances, quota));
      case "one catalog":
        return together(await beside("bounded", {}, instances, quota), 1);
      case "three cold catalogs":
        return together(await beside("cold bounded", cold, instances, quota));
      case "one cold catalog":
        return together(await beside("cold bounded", cold, instances, quota), 1);
      default:
        return placeAt(processNamed(shop.run(), name));
    }
  };
}

const placeAt = ({ pid, origin }: { pid: number; origin: string }): Place => ({
  origin,
  alsoAt: [],
  measured: { pids: [pid], tree: false },
});

/** The first so many as one place, whose connections take turns. */
function together(
  places: readonly Place[] | { missing: string },
  count?: number,
): Place | { missing: string } {
  if ("missing" in places) return places;
  const [first, ...others] = places.slice(0, count);
  if (!first) throw new Error("No place was opened");
  return {
    origin: first.origin,
    alsoAt: others.map(({ origin }) => origin),
    measured: { pids: [first, ...others].flatMap(({ measured }) => measured.pids), tree: false },
    bind: () => {
      for (const place of [first, ...others]) place.bind?.();
    },
  };
}
