import { setTimeout as pause } from "node:timers/promises";
import { InjectedFault } from "../drills/injected-fault";
import { keepForEver } from "../drills/leak";
import { type FaultFlags, programsFaults } from "../drills/program-faults";

/**
 * What a drill has in store for a request: how long it waits, what it leaks, and whether it then fails. The other faults
 * befall the parts that they break: see `drills/drill`.
 */
export interface InjectedFaults {
  /** Undefined for most requests, and at once where there is no drill. Rejects where the request is to fail. */
  beset(): Promise<void> | undefined;
}

export function injectedFaults(flags: FaultFlags, random: () => number = Math.random): InjectedFaults {
  const current = programsFaults(flags);
  return {
    beset() {
      const faults = current();
      if (!faults) return undefined;
      if (faults.leak) keepForEver(faults.leak);
      const waits = random() < faults.slow ? faults.delayMs : 0;
      const fails = random() < faults.errors;
      return waits > 0 || fails ? befall(waits, fails) : undefined;
    },
  };
}

async function befall(waits: number, fails: boolean): Promise<void> {
  if (waits > 0) await pause(waits);
  if (fails) throw new InjectedFault("this request fail");
}
