import type { SeparateShop } from "../shop/separate-shop";
import { memoryMiB, processTree } from "./process-usage";
import { startSecondService } from "./second-service";
import { sum } from "./statistics";

export interface IdleMemory {
  /** Of the shop's processes, with those that they started; in MiB. */
  processes: { name: string; mebibytes: number }[];
  total: number;
}

/** What the shop holds in memory before anybody asks it for anything. Linux only. */
export function idleMemory({ pid, run }: SeparateShop): IdleMemory {
  const withChildren = (root: number) => sum(processTree(root).map(memoryMiB));
  const processes = run().processes.map((one) => ({ name: one.name, mebibytes: withChildren(one.pid) }));
  const total = withChildren(pid);
  const supervisor = total - sum(processes.map(({ mebibytes }) => mebibytes));
  return { processes: [...processes, { name: "supervisor", mebibytes: supervisor }], total };
}

/**
 * How long a service takes to serve when nothing else starts, in seconds: a second catalog. Linux only.
 * @throws BenchError when it does not serve
 */
export async function startUpSeconds({ run }: SeparateShop, build: string): Promise<number> {
  const { startedInSeconds, stop } = await startSecondService("catalog", run(), build);
  await stop();
  return startedInSeconds;
}
