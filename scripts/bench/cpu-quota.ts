import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A bound on the CPU time of processes, as a Fargate task has one: the kernel's control groups, which only Linux has. */
export interface CpuQuota {
  /** Moves a process, with all its threads, below the bound. */
  add(pid: number): void;
  /** Once its processes have ended. */
  remove(): void;
}

/** Where the control groups of CPU time are: version 2 is all in one, version 1 has a folder for each resource. */
export interface CpuGroups {
  version: 1 | 2;
  folder: string;
}

/** As Docker and Fargate have it: what is used up of a tenth of a second is had again in the next. */
const periodMicroseconds = 100_000;
const prefix = "shopeasy-bench-";

/** Finds them in what `/proc/self/mounts` says; undefined where there are none for CPU time. */
export function cpuGroupsIn(mounts: string): CpuGroups | undefined {
  const mounted = mounts.split("\n").map((line) => line.split(" "));
  const first = mounted.find(
    ([, , type, options = ""]) => type === "cgroup" && options.split(",").includes("cpu"),
  );
  if (first?.[1]) return { version: 1, folder: first[1] };
  const second = mounted.find(([, , type]) => type === "cgroup2");
  return second?.[1] ? { version: 2, folder: second[1] } : undefined;
}

/** Makes a group that gets so many cores (0.25: a quarter of one). Gives why not, where this machine has none to give. */
export function openCpuQuota(cores: number): CpuQuota | { missing: string } {
  const groups = existsSync("/proc/self/mounts") && cpuGroupsIn(readFileSync("/proc/self/mounts", "utf8"));
  if (!groups) return { missing: "there are no control groups for CPU time" };
  removeLeftOver(groups.folder);
  const folder = join(groups.folder, prefix + randomUUID());
  const quota = Math.round(cores * periodMicroseconds);
  try {
    if (groups.version === 2) writeFileSync(join(groups.folder, "cgroup.subtree_control"), "+cpu");
    mkdirSync(folder);
    if (groups.version === 2) writeFileSync(join(folder, "cpu.max"), `${quota} ${periodMicroseconds}`);
    else {
      writeFileSync(join(folder, "cpu.cfs_period_us"), `${periodMicroseconds}`);
      writeFileSync(join(folder, "cpu.cfs_quota_us"), `${quota}`);
    }
  } catch (error) {
    return { missing: `this user may not make control groups (${Object(error).message})` };
  }
  return {
    add: (pid) => writeFileSync(join(folder, "cgroup.procs"), `${pid}`),
    remove: () => removeEmpty(folder),
  };
}

/** Of a bench that was killed. Those of one that runs hold processes, and stay. */
function removeLeftOver(folder: string): void {
  for (const name of readdirSync(folder)) if (name.startsWith(prefix)) removeEmpty(join(folder, name));
}

function removeEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // It holds processes, or another bench was faster.
  }
}
