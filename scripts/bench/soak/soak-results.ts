import type { Machine } from "../report/results";
import type { Handles } from "./handles";
import type { Trend } from "./trend";

/** What a soak gives, as its JSON has it. Memory is in MiB, times are in seconds from the end of the warm-up. */
export interface SoakResults {
  machine: Machine;
  commit: string;
  settings: { products: number; traceRate: number; seconds: number; warmUpSeconds: number; rate: number };
  slices: SoakSlice[];
  /** When processes were looked at. */
  at: number[];
  processes: SoakProcess[];
  /** Memory after the soak as a share of that after the warm-up: of all processes that are judged, together. */
  growth: number;
}

export interface SoakSlice {
  at: number;
  rate: number;
  p50Ms: number;
  p99Ms: number;
  errors: number;
  firstError: string | null;
  unsent: number;
}

export interface SoakProcess {
  name: string;
  /** PostgreSQL and the embedded cloud keep what they are told, so they grow with it. */
  isJudged: boolean;
  /** At each of `at`: its share of memory (PSS), and what it held open. */
  memory: number[];
  files: number[];
  sockets: number[];
  /** In MiB an hour. */
  trend: Trend;
  /** With the shop at rest, and garbage collected. */
  before: AtRest;
  after: AtRest;
  /** It ended in between, and another has taken its place. */
  hasRestarted: boolean;
}

export interface AtRest extends Handles {
  memory: number;
  /** Of Node's heap, with buffers; null where it was not to be had. */
  heap: number | null;
}
