/** What the load generator is told, and what it tells. Both cross from one process to another. */
export type LoadOrder = PrepareJob | RunSlice | RunBurst;

/** Comes before the first slice of its name. */
export interface PrepareJob {
  type: "prepare";
  name: string;
  job: LoadJob;
}

/** What a job asks for takes turns, and goes on in the next slice where the last one ended. */
export type LoadJob =
  | { kind: "requests"; origin: string; alsoAt?: readonly string[]; requests: readonly PreparedRequest[] }
  | { kind: "checkout"; origin: string; skus: readonly string[] }
  | { kind: "register"; origin: string }
  | { kind: "refresh"; origin: string; tokens: readonly string[] }
  | { kind: "mixed"; origin: string; parts: readonly MixedPart[] };

/** Of a mixed job: what is done as often, against the others' weights. */
export interface MixedPart {
  name: string;
  weight: number;
  job: LoadJob;
}

export interface PreparedRequest {
  method: "GET" | "POST";
  path: string;
  /** JSON, written already. */
  body?: string;
}

export const arrivalKinds = ["poisson", "constant"] as const;
/** How requests come that wait for no other: by chance, as customers do, or at equal distances. */
export type Arrivals = (typeof arrivalKinds)[number];

/**
 * Closed: each connection asks again when it was answered, so the rate is what the shop can do. Open: so many come each
 * second, however long answers take, and a time counts from when a request was due.
 */
export type Load =
  | { kind: "closed"; connections: number }
  | { kind: "open"; rate: number; arrivals: Arrivals; mostInFlight: number };

/** So many may be under way at once where they come by a schedule; their connections are open before, as a balancer's are. */
export const mostInFlight = 64;

export interface RunSlice {
  type: "slice";
  name: string;
  load: Load;
  /** Goes before, and is not counted. */
  warmUpMs: number;
  ms: number;
  measured: Measured;
}

/**
 * The processes whose CPU time is counted: these, with all that they started where `tree` is set; and those of them that
 * are also told of by themselves, each with all that it started.
 */
export interface Measured {
  pids: readonly number[];
  tree: boolean;
  parts?: readonly { name: string; pid: number }[];
}

export interface SliceResult {
  /** How long it really took. */
  seconds: number;
  /** Of each request that was answered well, in milliseconds. */
  latencies: Float64Array;
  /** Of a mixed job: the same by part. */
  latenciesOfParts: Record<string, Float64Array>;
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
  /** Of an open load. */
  open: OpenResult | null;
}

export interface OpenResult {
  /** Requests that were due. */
  due: number;
  /** Of those, the ones that were never sent: all connections were taken for too long. */
  unsent: number;
  /** By how much the generator itself was late, in milliseconds: 99 of 100 requests by less. It is in the latencies. */
  lateP99Ms: number;
}

/** All of these at once, each on a connection of its own, that are opened before. */
export interface RunBurst {
  type: "burst";
  origin: string;
  requests: readonly BurstRequest[];
}

export interface BurstRequest extends PreparedRequest {
  headers: Readonly<Record<string, string>>;
}

export interface BurstResult {
  /** In the order of the requests. */
  answers: { status: number; body: string; ms: number }[];
}
