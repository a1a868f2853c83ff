import { randomFillSync } from "node:crypto";

/** What a caller's `X-Amzn-Trace-Id` says, so far as it is well formed. */
export interface TraceHeader {
  readonly root?: string;
  readonly parent?: string;
  /** Undefined where the caller leaves the decision to us. */
  readonly sampled?: boolean;
}

const ROOT = /(?:^|[;,\s])Root=(1-[\da-f]{8}-[\da-f]{24})(?=$|[;,\s])/i;
const PARENT = /(?:^|[;,\s])Parent=([\da-f]{16})(?=$|[;,\s])/i;
const SAMPLED = /(?:^|[;,\s])Sampled=([01])(?=$|[;,\s])/i;
const LONGEST_HEADER = 1000;

/** Reads the header; what is malformed or forged counts as not sent. A parent means nothing without its root. */
export function parseTraceHeader(header: string | undefined): TraceHeader {
  if (!header || header.length > LONGEST_HEADER) {
    return {};
  }
  const root = ROOT.exec(header)?.[1]?.toLowerCase();
  const decision = SAMPLED.exec(header)?.[1];
  const sampled = decision === undefined ? {} : { sampled: decision === "1" };
  if (root === undefined) {
    return sampled;
  }
  const parent = PARENT.exec(header)?.[1]?.toLowerCase();
  return { root, ...(parent !== undefined && { parent }), ...sampled };
}

export function formatTraceHeader(root: string, parent: string | undefined, sampled: boolean): string {
  const decision = sampled ? "1" : "0";
  return parent === undefined
    ? `Root=${root};Sampled=${decision}`
    : `Root=${root};Parent=${parent};Sampled=${decision}`;
}

/** A trace id in X-Ray's form: version, the second of its begin, 96 random bits. */
export function newTraceId(now = Date.now()): string {
  const current = Math.floor(now / 1000);
  if (current !== second) {
    second = current;
    secondText = current.toString(16).padStart(8, "0");
  }
  return `1-${secondText}-${randomHex(12)}`;
}

let second = 0;
let secondText = "";

/** The id of a segment or subsegment: 64 random bits. */
export function newSpanId(): string {
  return randomHex(8);
}

/** Asking the system for random bytes costs more than all else here, so they are taken in bulk. */
const pool = Buffer.alloc(6144);
let used = pool.length;

function randomHex(bytes: number): string {
  if (used + bytes > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += bytes;
  return pool.toString("hex", used - bytes, used);
}
