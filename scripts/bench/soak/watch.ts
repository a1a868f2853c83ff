import type { SeparateShop } from "../../shop/separate-shop";
import { memoryMiB, processTree } from "../process-usage";
import { rounded, sum } from "../statistics";
import { type Handles, handlesOf } from "./handles";
import { heapAfterGc } from "./heap-after-gc";
import type { AtRest } from "./soak-results";

/** What one process, with all that it started, held at one time. */
export interface Held extends Handles {
  pid: number;
  memory: number;
}

/** What every process of the shop holds now, by its name. Linux only. */
export function heldNow({ run, pid: supervisor }: SeparateShop): Map<string, Held> {
  const { processes } = run();
  const held = new Map(processes.map(({ name, pid }) => [name, heldBy(pid, processTree(pid))]));
  return held.set("supervisor", heldBy(supervisor, [supervisor]));
}

function heldBy(pid: number, tree: readonly number[]): Held {
  const handles = tree.map(handlesOf);
  return {
    pid,
    memory: rounded(sum(tree.map(memoryMiB))),
    files: sum(handles.map(({ files }) => files)),
    sockets: sum(handles.map(({ sockets }) => sockets)),
  };
}

/** The same of a shop that is at rest, once each process of Node's has collected its garbage. */
export async function heldAtRest(shop: SeparateShop): Promise<Map<string, AtRest & { pid: number }>> {
  const heaps = new Map<string, number | null>();
  // One at a time: they share the inspector's port.
  for (const [name, { pid }] of heldNow(shop)) {
    heaps.set(name, name === "postgres" ? null : await heapAfterGc(pid));
  }
  return new Map(
    [...heldNow(shop)].map(([name, held]) => {
      const heap = heaps.get(name) ?? null;
      return [name, { ...held, heap: heap === null ? null : rounded(heap) }];
    }),
  );
}
