import type { SeparateShop } from "../shop/separate-shop";
import type { Companion } from "./companion";
import type { Load, LoadJob, Measured, RunSlice, SliceResult } from "./load/load-job";
import type { FloorName, SteadyScenarioName } from "./scenario-names";
import type { WholeShop } from "./whole-shop/whole-shop";

/** What is put under load: a scenario of the shop, or one of its floors. */
export interface Target {
  scenario: SteadyScenarioName;
  floor: FloorName | null;
  measured: Measured;
  /** For each connection that was asked for, so many are opened: of several instances, each gets as many. */
  connectionsFor: number;
  /** Whether requests can be sent to it by a schedule. */
  opens: boolean;
  /** Where requests leave something to do: what slices leave behind is waited for, and counted. */
  wholeShop: WholeShop | null;
  slice(order: SliceOrder): Promise<SliceResult>;
  /** See `Place`; called when all are warm. */
  bind?: (() => void) | undefined;
}

/** What targets are made from. */
export interface Ground {
  shop: SeparateShop;
  /** The folder of the bundles. */
  build: string;
  generator: Companion;
  warn: (line: string) => void;
  /** Takes what has to be stopped at the end. */
  keep: (started: { stop: () => Promise<void> }) => void;
}

export interface SliceOrder {
  load: Load;
  warmUpMs: number;
  ms: number;
}

export const targetName = ({ scenario, floor }: Pick<Target, "scenario" | "floor">): string =>
  floor ? `${floor} ${scenario}` : scenario;

const graceMs = 30_000;

/** Has the load generator do a job, slice by slice. */
export function sliceBy(
  generator: Companion,
  name: string,
  job: LoadJob,
  measured: Measured,
): Target["slice"] {
  generator.tell({ type: "prepare", name, job });
  return ({ load, warmUpMs, ms }) => {
    generator.tell({ type: "slice", name, load, warmUpMs, ms, measured } satisfies RunSlice);
    return generator.answer<SliceResult>(warmUpMs + ms + graceMs);
  };
}
