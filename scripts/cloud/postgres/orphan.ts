import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { CloudError } from "../cloud-error";
import { runningProcess } from "../process-table";

/** Goes into the server's command line, so that a later start can tell whether who started it still lives. */
export const ownerMark = (pid: number) => `shopeasy-${pid}`;

/**
 * A process that was killed leaves its server running on the data, and a machine that went down leaves the lock
 * file, by which another process may go now. The first is stopped, the second removed.
 * @throws CloudError `data-in-use` where the server's owner is alive: that is another ShopEasy on the same data
 */
export async function stopOrphan(directory: string): Promise<void> {
  const lockFile = join(directory, "postmaster.pid");
  if (!existsSync(lockFile)) return;
  const pid = Number(readFileSync(lockFile, "utf8").split("\n")[0]);
  const server = runningProcess(pid);
  // PostgreSQL sees by the file whether sessions of a killed server still work on the data, and waits for them to end.
  if (!server) return;
  if (!server.commandLine.includes(directory)) {
    rmSync(lockFile, { force: true });
    return;
  }
  if (server.commandLine.includes(`${ownerMark(server.parent)} `)) {
    const advice = `Stop it (process ${server.parent}), then start again.`;
    throw new CloudError("data-in-use", `Another ShopEasy runs on this data. ${advice}`);
  }
  await end(pid);
}

async function end(pid: number): Promise<void> {
  for (const [signal, patienceMs] of [["SIGINT", 5000] as const, ["SIGKILL", 2000] as const]) {
    send(pid, signal);
    const deadline = Date.now() + patienceMs;
    while (runningProcess(pid) && Date.now() < deadline) await pause(20);
    if (!runningProcess(pid)) return;
  }
  const advice = "End it by hand, then start again.";
  throw new CloudError(
    "data-in-use",
    `PostgreSQL left from an earlier run (process ${pid}) does not end. ${advice}`,
  );
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended in between.
  }
}
