import type { ProgramFaults } from "@shopeasy/contracts/flag-declaration";
import { letGo } from "./leak";
import { type FaultFlags, programsFaults } from "./program-faults";

/** Of the process, as tracing is: what it breaks is reached by many ways, and most of the time there is none. */
let current: ProgramFaults | undefined;

/** What a drill has in store for this process now: one read of memory, and nearly always undefined. */
export const drill = (): ProgramFaults | undefined => current;

/** Has the process heed the flag `faults` from now on; who follows last is heeded. */
export function followDrill(flags: FaultFlags & { onChange(listener: () => void): void }): void {
  const faults = programsFaults(flags);
  const look = () => {
    const before = current?.leak;
    current = faults();
    if (before && current?.leak !== before) letGo();
  };
  look();
  flags.onChange(look);
}
