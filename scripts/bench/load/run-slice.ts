import { setTimeout as pause } from "node:timers/promises";
import { canSeeProcesses, cpuSeconds, processTree } from "../process-usage";
import { dueTimes } from "./arrivals";
import { runClosedLoop } from "./closed-loop";
import { type Connection, openConnection } from "./connection";
import type { Measured, RunSlice, SliceResult } from "./load-job";
import { runOpenLoop } from "./open-loop";
import type { Step } from "./step";
import { Tally } from "./tally";

type SliceSetting = Pick<RunSlice, "load" | "warmUpMs" | "ms" | "measured"> & { origins: readonly string[] };

/** Does a step over and over, as the load says, and counts. Where there are several origins, connections take turns. */
export async function runSlice(step: Step, setting: SliceSetting): Promise<SliceResult> {
  const { load, warmUpMs, ms, measured, origins } = setting;
  const openConnectionTo = (number: number) => openConnection(origins[number % origins.length] ?? "", number);
  const ready = load.kind === "open" ? await connected(openConnectionTo, load.mostInFlight) : [];
  const connect = (number: number) => ready[number] ?? openConnectionTo(number);
  const startAt = performance.now();
  const begin = startAt + warmUpMs;
  const endAt = begin + ms;
  const tally = new Tally(begin, endAt);
  const usage = measureUsage(measured, warmUpMs, ms);
  const asked = { step, endAt, tally, connect };
  const open =
    load.kind === "open"
      ? await runOpenLoop({ ...asked, ...load, nextDue: dueTimes({ ...load, startAt }) })
      : null;
  if (load.kind === "closed") await runClosedLoop({ ...asked, connections: load.connections });
  await Promise.all(ready.map((connection) => connection.close()));
  return { ...tally.result(), open, ...(await usage) };
}

/** Connections on which something was answered: to open many at once would itself make what is due meanwhile late. */
async function connected(connect: (number: number) => Connection, count: number): Promise<Connection[]> {
  const connections = Array.from({ length: count }, (_, number) => connect(number));
  for (const connection of connections) await connection.send({ method: "GET", path: "/health/serving" });
  return connections;
}

/** CPU time over the same stretch in which requests are counted. */
async function measureUsage(measured: Measured, warmUpMs: number, ms: number) {
  await pause(warmUpMs);
  const startedAt = performance.now();
  const pids =
    canSeeProcesses && measured.tree ? measured.pids.flatMap((pid) => processTree(pid)) : measured.pids;
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
