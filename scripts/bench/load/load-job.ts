/** What the load generator is told, and what it tells. Both cross from one process to another. */
export type LoadOrder = PrepareJob | RunSlice;

/** Comes before the first slice of its name. */
export interface PrepareJob {
  type: "prepare";
  name: string;
  job: LoadJob;
}

/** The requests of a job take turns, and go on in the next slice where the last one ended. */
export type LoadJob =
  | { kind: "requests"; origin: string; requests: readonly PreparedRequest[] }
  | { kind: "checkout"; origin: string; skus: readonly string[] };

export interface PreparedRequest {
  method: "GET" | "POST";
  path: string;
  /** JSON, written already. */
  body?: string;
}

export interface RunSlice {
  type: "slice";
  name: string;
  connections: number;
  /** Goes before, and is not counted. */
  warmUpMs: number;
  ms: number;
  /**
   * The processes whose CPU time is counted: this one, with all that it started where `tree` is set; and those of them
   * that are also told of by themselves, each with all that it started.
   */
  measured: { pid: number; tree: boolean; parts?: readonly { name: string; pid: number }[] };
}

export interface SliceResult {
  /** How long it really took. */
  seconds: number;
  /** Of each request that was answered well, in milliseconds. */
  latencies: Float64Array;
  errors: number;
  firstError: string | null;
  /** All that were answered well, also before and after the time that is counted. */
  done: number;
  /** Used by the measured processes in that time; null where the system does not tell. */
  cpuSeconds: number | null;
  /** Of that, what each part used, by its name. */
  cpuSecondsOfParts: Record<string, number>;
  /** How much of one core the load generator itself took, 0 to 1. */
  loaderShare: number;
}
