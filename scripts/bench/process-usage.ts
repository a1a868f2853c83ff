import { existsSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { sum } from "./statistics";

/** Only Linux tells, through /proc; elsewhere these figures are left out. */
export const canSeeProcesses = existsSync("/proc/self/smaps_rollup");

/** The kernel's clock for processes ticks this often on every Linux that Node runs on (USER_HZ). */
const ticksPerSecond = 100;

/** CPU time that processes have used so far, in seconds; one that has gone counts as none. */
export function cpuSeconds(pids: readonly number[]): number {
  const ticks = pids.map((pid) => {
    const fields = statFields(pid);
    return Number(fields[13] ?? 0) + Number(fields[14] ?? 0);
  });
  return sum(ticks) / ticksPerSecond;
}

/** What a process holds in memory, in MiB: its share of pages that it has in common with others (PSS). */
export function memoryMiB(pid: number): number {
  const [, kilobytes = "0"] = /^Pss:\s+(\d+) kB/m.exec(readProc(pid, "smaps_rollup")) ?? [];
  return Number(kilobytes) / 1024;
}

/** A process, all that it started, and so on: PostgreSQL's own processes, too. */
export function processTree(root: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync("/proc")) {
    if (/^\d+$/.test(name)) parents.set(Number(name), Number(statFields(Number(name))[3] ?? 0));
  }
  const tree = [root];
  for (const pid of tree) {
    for (const [child, parent] of parents) if (parent === pid) tree.push(child);
  }
  return tree;
}

/** The environment that a process was started with. */
export function environmentOf(pid: number): Record<string, string> {
  const entries = readProc(pid, "environ").split("\0").filter(Boolean);
  return Object.fromEntries(entries.map((entry) => entry.split(/=(.*)/s).slice(0, 2)));
}

/** The file to which it writes what it tells. */
export const logFileOf = (pid: number): string => readlinkSync(`/proc/${pid}/fd/1`);

/** As proc(5) counts them, from pid at 0; the name, which may hold blanks, is left empty. */
function statFields(pid: number): string[] {
  const stat = readProc(pid, "stat");
  return [String(pid), "", ...stat.slice(stat.lastIndexOf(")") + 2).split(" ")];
}

function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
}
