import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

export interface RunningProcess {
  parent: number;
  commandLine: string;
}

/** What runs under a process id, if anything does. Reads /proc on Linux, where small machines have no `ps`. */
export function runningProcess(pid: number): RunningProcess | undefined {
  return process.platform === "linux" ? fromProc(pid) : fromPs(pid);
}

function fromProc(pid: number): RunningProcess | undefined {
  try {
    const commandLine = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
    // The second field is the program's name in parentheses, which may hold spaces; the parent comes after the state.
    const [, parent] = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
    return { parent: Number(parent), commandLine };
  } catch {
    return undefined;
  }
}

function fromPs(pid: number): RunningProcess | undefined {
  const { status, stdout } = spawnSync("ps", ["-p", String(pid), "-o", "ppid=,command="], {
    encoding: "utf8",
  });
  const [, parent, commandLine] = /^\s*(\d+)\s+(.*)/.exec(status === 0 ? stdout : "") ?? [];
  return parent && commandLine ? { parent: Number(parent), commandLine } : undefined;
}
