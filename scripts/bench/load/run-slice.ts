import { setTimeout as pause } from "node:timers/promises";
import { canSeeProcesses, cpuSeconds, processTree } from "../process-usage";
import { openConnection } from "./connection";
import type { RunSlice, SliceResult } from "./load-job";
import type { Step } from "./steps";

type SliceSetting = Pick<RunSlice, "connections" | "warmUpMs" | "ms" | "measured"> & { origin: string };

/** A broken service fails fast: then its connections wait a little, not to fill the time with failures. */
const pauseAfterErrorMs = 20;

/** Runs a closed loop: each connection makes its next request when the last one was answered. */
export async function runSlice(step: Step, setting: SliceSetting): Promise<SliceResult> {
  const { connections, warmUpMs, ms, measured, origin } = setting;
  const latencies: number[] = [];
  let done = 0;
  let errors = 0;
  let firstError: string | null = null;
  const begin = performance.now() + warmUpMs;
  const end = begin + ms;

  const usage = measureUsage(measured, warmUpMs, ms);
  const loop = async (_: unknown, number: number) => {
    const connection = openConnection(origin, number);
    try {
      for (let startedAt = performance.now(); startedAt < end; startedAt = performance.now()) {
        try {
          await step(connection);
          const answeredAt = performance.now();
          done += 1;
          if (answeredAt >= begin && answeredAt < end) latencies.push(answeredAt - startedAt);
        } catch (error) {
          errors += 1;
          firstError ??= error instanceof Error ? error.message : String(error);
          await pause(pauseAfterErrorMs);
        }
      }
    } finally {
      await connection.close();
    }
  };
  await Promise.all(Array.from({ length: connections }, loop));
  return { latencies: Float64Array.from(latencies), done, errors, firstError, ...(await usage) };
}

/** CPU time over the same stretch in which requests are counted. */
async function measureUsage(measured: RunSlice["measured"], warmUpMs: number, ms: number) {
  await pause(warmUpMs);
  const startedAt = performance.now();
  const pids = canSeeProcesses && measured.tree ? processTree(measured.pid) : [measured.pid];
  const parts = canSeeProcesses ? (measured.parts ?? []) : [];
  const usedByParts = () => parts.map(({ pid }) => cpuSeconds(processTree(pid)));
  const before = cpuSeconds(pids);
  const partsBefore = usedByParts();
  const ownBefore = process.cpuUsage();

  await pause(ms);

  const seconds = (performance.now() - startedAt) / 1000;
  const own = process.cpuUsage(ownBefore);
  const partsAfter = usedByParts();
  return {
    seconds,
    cpuSeconds: canSeeProcesses ? cpuSeconds(pids) - before : null,
    cpuSecondsOfParts: Object.fromEntries(
      parts.map(({ name }, index) => [name, (partsAfter[index] ?? 0) - (partsBefore[index] ?? 0)]),
    ),
    loaderShare: (own.user + own.system) / 1e6 / seconds,
  };
}
