import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { freePort } from "@shopeasy/testing/free-port";
import { BenchError } from "./bench-error";
import { environmentOf, memoryMiB, processTree } from "./process-usage";
import { processNamed, type ShopUnderBench } from "./shop-under-bench";
import { sum } from "./statistics";

export interface IdleMemory {
  /** Of the shop's processes, with those that they started; in MiB. */
  processes: { name: string; mebibytes: number }[];
  total: number;
}

/** What the shop holds in memory before anybody asks it for anything. Linux only. */
export function idleMemory({ pid, run }: ShopUnderBench): IdleMemory {
  const withChildren = (root: number) => sum(processTree(root).map(memoryMiB));
  const processes = run.processes.map((one) => ({ name: one.name, mebibytes: withChildren(one.pid) }));
  const total = withChildren(pid);
  const supervisor = total - sum(processes.map(({ mebibytes }) => mebibytes));
  return { processes: [...processes, { name: "supervisor", mebibytes: supervisor }], total };
}

const servesWithinMs = 20_000;

/**
 * How long a service takes to serve when nothing else starts, in seconds: a second catalog, with the first one's
 * environment. Linux only.
 * @throws BenchError when it does not serve
 */
export async function startUpSeconds({ run }: ShopUnderBench, build: string): Promise<number> {
  const [port, internalPort] = [await freePort(), await freePort()];
  const env = {
    ...environmentOf(processNamed(run, "catalog").pid),
    PORT: `${port}`,
    INTERNAL_PORT: `${internalPort}`,
  };
  const startedAt = performance.now();
  const follow = join(build, "scripts/shop/child.js");
  const child = spawn(process.execPath, ["--require", follow, join(build, "services/catalog/main.js")], {
    env,
    detached: true,
    stdio: "ignore",
  });
  const ended = once(child, "exit");
  try {
    while (performance.now() - startedAt < servesWithinMs) {
      const response = await fetch(`http://127.0.0.1:${port}/health/serving`).catch(() => null);
      await response?.body?.cancel();
      if (response?.ok) return (performance.now() - startedAt) / 1000;
      await pause(5);
    }
    throw new BenchError("A second catalog service did not serve.");
  } finally {
    child.kill("SIGTERM");
    await ended;
  }
}
