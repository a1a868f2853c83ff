import { availableParallelism } from "node:os";
import { join } from "node:path";
import { startCompanion } from "./companion";
import type { SpinOrder, Spun } from "./spinner";
import { rounded, sum } from "./statistics";

/** What a machine takes from threads that want nothing but to run: other guests of its host, interrupts. */
export interface Stalls {
  /** Of the time, 0 to 1. */
  share: number;
  /** In one moment of a hundred a thread stands still for at least so much longer, in milliseconds. */
  p99Ms: number;
}

const spinMs = 3_000;
const graceMs = 10_000;

/** Has a process on each core ask for the time, over and over, for some seconds. Nothing else may run meanwhile. */
export async function measureStalls(build: string): Promise<Stalls> {
  const spinners = Array.from({ length: availableParallelism() }, () =>
    startCompanion("spinner", join(build, "scripts/bench/spinner.js")),
  );
  try {
    for (const spinner of spinners) spinner.tell({ ms: spinMs } satisfies SpinOrder);
    const found = await Promise.all(spinners.map((spinner) => spinner.answer<Spun>(spinMs + graceMs)));
    const stalls = found.flatMap(({ stallsMs }) => stallsMs);
    const totalMs = spinMs * spinners.length;
    return { share: rounded(sum(stalls) / totalMs), p99Ms: rounded(waitOf(stalls, totalMs, 0.01)) };
  } finally {
    await Promise.all(spinners.map((spinner) => spinner.stop()));
  }
}

/**
 * What is left of a stall in that share of all moments, at least: the w for which sum(max(0, stall - w)) is that share of
 * the time. 0 where stalls take less than the share.
 */
export function waitOf(stallsMs: readonly number[], totalMs: number, share: number): number {
  let longest = 0;
  let wait = 0;
  for (const [index, stallMs] of stallsMs.toSorted((one, other) => other - one).entries()) {
    longest += stallMs;
    wait = Math.max(wait, (longest - share * totalMs) / (index + 1));
  }
  return wait;
}
