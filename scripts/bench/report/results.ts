import type { FlashSale } from "../flash-sale";
import type { Arrivals } from "../load/load-job";
import type { FloorName, SteadyScenarioName } from "../scenario-names";
import type { Stalls } from "../stalls";

/** What a run of the bench gives, as its JSON has it. */
export interface Results {
  machine: Machine;
  /** Before anything else ran. */
  stalls: Stalls;
  commit: string;
  settings: Settings;
  scenarios: Entry[];
  floors: Entry[];
  /** A scenario's rate as a share of a floor's; `… by CPU` compares what a request costs, the cheaper the higher. */
  ratios: Record<string, Ratio>;
  flashSale: FlashSale | null;
}

export interface Settings {
  products: number;
  seconds: number;
  connections: number;
  traceRate: number;
  openAt: number;
  arrivals: Arrivals;
  /** Cores of each of several instances. */
  quota: number;
}

export interface Entry {
  /** `detail`, or `express detail` of a floor. */
  name: string;
  scenario: SteadyScenarioName;
  floor: FloorName | null;
  /** Requests (of `order`: checkouts) a second: the median of the slices. */
  rate: number;
  p50Ms: number;
  p99Ms: number;
  /** Of the closed loop, at `curveShares`, in milliseconds. */
  curve: number[];
  errors: number;
  firstError: string | null;
  /** How far the slices' rates lie apart, as a share of their median. */
  spread: number;
  /** CPU seconds of the measured processes for 1,000 requests; null where the system does not tell. */
  cpuSecondsPer1000: number | null;
  /** How many cores the measured processes took. */
  cores: number | null;
  memoryMiB: number | null;
  /** Whether the load generator took about a whole core: then the rate says more of it than of what was measured. */
  generatorBound: boolean;
  /** Where a request leaves work for the shop. */
  wholeShop: WholeShopEntry | null;
  /** With requests by a schedule, at a share of the greatest load. */
  open: OpenEntry | null;
}

export interface OpenEntry {
  /** Requests a second: that were due, and that were answered well. */
  due: number;
  rate: number;
  p50Ms: number;
  p99Ms: number;
  /** p99 as a multiple of p50. */
  tail: number;
  /** Times count from when a request was due. */
  curve: number[];
  errors: number;
  firstError: string | null;
  /** Due, and never sent: all connections were taken for too long. */
  unsent: number;
  /** By how much the generator itself was late for 99 of 100 requests, at most. */
  lateP99Ms: number;
  /** Of a mixed load, by what was done. */
  parts: Record<string, { p50Ms: number; p99Ms: number }>;
}

export interface WholeShopEntry {
  /** SQL statements for one request, in all services together and with what its events lead to. */
  statements: number;
  /** Transactions of several of them, each with a BEGIN and a COMMIT that are not counted as statements. */
  transactions: number;
  /** How long PostgreSQL took over one request's statements and commits, in milliseconds. */
  databaseMs: number;
  /** From the end of the load until the last of its events had taken effect: the longest of the slices. */
  eventsBehindSeconds: number;
  /** CPU milliseconds for one request in each process, with those that it started. */
  cpuMsByProcess: Record<string, number>;
}

/** The median of the rounds, and between what most of them lie. */
export interface Ratio {
  value: number;
  low: number;
  high: number;
}

export interface Machine {
  cpu: string;
  cores: number;
  memoryGiB: number;
  system: string;
  node: string;
}

/** The shares of requests at which a curve of latencies has points. */
export const curveShares = [0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.995, 0.999, 1] as const;
