import type { Faults, ProgramFaults } from "@shopeasy/contracts/flag-declaration";
import type { Asker } from "../flags/flags";

/** What of the flags it takes to inject faults. */
export interface FaultFlags {
  readonly asker: Asker;
  value(name: "faults"): Faults;
}

/** The faults that the flag has for this program, looked for anew only when the flag changes. */
export function programsFaults(flags: FaultFlags): () => ProgramFaults | undefined {
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
