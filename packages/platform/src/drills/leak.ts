import { getHeapStatistics } from "node:v8";
import type { ProgramFaults } from "@shopeasy/contracts/flag-declaration";

type Leak = NonNullable<ProgramFaults["leak"]>;

const kept: number[][] = [];
let keptKilobytes = 0;

/** Keeps so much of the heap, and no more than the drill's bound nor half of what the heap may be: it is to be seen, not to kill. */
export function keepForEver({ kilobytes, mostMegabytes }: Leak): void {
  const halfOfHeap = getHeapStatistics().heap_size_limit / 2 / 1_024;
  if (keptKilobytes + kilobytes > Math.min(mostMegabytes * 1_024, halfOfHeap)) return;
  // A number of 8 bytes each.
  kept.push(new Array<number>(kilobytes * 128).fill(0.5));
  keptKilobytes += kilobytes;
}

export function letGo(): void {
  kept.length = 0;
  keptKilobytes = 0;
}

/** What is kept now. */
export const leakedKilobytes = (): number => keptKilobytes;
