import { setTimeout as pause } from "node:timers/promises";
import type { Faults, ProgramFaults } from "@shopeasy/contracts/flag-declaration";
import type { Asker } from "../flags/flags";

/** What of the flags it takes to inject faults. */
interface FaultFlags {
  readonly asker: Asker;
  value(name: "faults"): Faults;
}

/** Thrown in a drill: to customers, log and metrics a fault like any other. */
class InjectedFault extends Error {
  constructor() {
    super("A drill: the flag `faults` has this request fail");
    this.name = "InjectedFault";
  }
}

/**
 * What a drill has in store for a request: how long it waits, and whether it then fails. Other faults than these two
 * (a slow query, a leak, a dependency that is gone) are for `programsFaults` to tell, and for the part that they break
 * to ask.
 */
export interface InjectedFaults {
  /** Undefined for most requests, and at once where there is no drill. Rejects where the request is to fail. */
  beset(): Promise<void> | undefined;
}

/** The faults that the flag has for this program, looked for anew only when the flag changes. */
function programsFaults(flags: FaultFlags): () => ProgramFaults | undefined {
  const { asker } = flags;
  let known: Faults | undefined;
  let mine: ProgramFaults | undefined;
  return () => {
    const said = flags.value("faults");
    if (said === known) return mine;
    known = said;
    mine = said.programs.find(
      ({ service, version = asker.version }) => service === asker.service && version === asker.version,
    );
    return mine;
  };
}

export function injectedFaults(flags: FaultFlags, random: () => number = Math.random): InjectedFaults {
  const current = programsFaults(flags);
  return {
    beset() {
      const faults = current();
      if (!faults) return undefined;
      const waits = random() < faults.slow ? faults.delayMs : 0;
      const fails = random() < faults.errors;
      return waits > 0 || fails ? befall(waits, fails) : undefined;
    },
  };
}

async function befall(waits: number, fails: boolean): Promise<void> {
  if (waits > 0) await pause(waits);
  if (fails) throw new InjectedFault();
}
