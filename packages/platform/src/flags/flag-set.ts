import { FlagdCore } from "@openfeature/flagd-core";
import type { EvaluationContext } from "@openfeature/server-sdk";
import type { FlagDeclarations } from "@shopeasy/contracts/flag-declaration";
import { FlagFile } from "@shopeasy/contracts/flag-file";
import { invalidValues } from "../invalid-values";

/** A configuration that was found good, ready to be evaluated. */
export interface FlagSet {
  core: FlagdCore;
  /** Those whose value depends on who asks. */
  targeted: ReadonlySet<string>;
  /** Names that are configured, and nowhere declared. */
  unknown: readonly string[];
}

/** What is wrong with a configuration: a line for each fault, and no value. */
export class FlagsRefused extends Error {
  constructor(readonly faults: readonly string[]) {
    super(`The flags are not valid: ${faults.join("; ")}`);
    this.name = "FlagsRefused";
  }
}

const quiet = { error() {}, warn() {}, info() {}, debug() {} };

/**
 * Reads a configuration in flagd's format. One flag of a wrong type refuses it as a whole: half of what somebody meant
 * is nothing that anybody meant.
 * @throws FlagsRefused
 */
export function readFlagSet(text: string, declared: FlagDeclarations): FlagSet {
  const file = parse(text);
  const faults = Object.entries(file.flags).flatMap(([name, { variants }]) =>
    Object.entries(variants).flatMap(([variant, value]) => {
      const read = declarationOf(declared, name)?.value.safeParse(value);
      if (!read || read.success) return [];
      return invalidValues(read.error).map(
        ({ path, message }) => `${name}, variant ${variant}${path && `, ${path}`}: ${message}`,
      );
    }),
  );
  if (faults.length > 0) throw new FlagsRefused(faults);

  const core = new FlagdCore(undefined, quiet);
  try {
    core.setConfigurations(JSON.stringify(file));
  } catch (error) {
    throw new FlagsRefused([error instanceof Error ? error.message : String(error)]);
  }
  requireSoundTargeting(file, core);
  const names = Object.keys(file.flags);
  return {
    core,
    targeted: new Set(names.filter((name) => file.flags[name]?.targeting)),
    unknown: names.filter((name) => !Object.hasOwn(declared, name)),
  };
}

/** A file may name a flag `constructor`, which every object has. */
const declarationOf = (declared: FlagDeclarations, name: string) =>
  Object.hasOwn(declared, name) ? declared[name] : undefined;

function parse(text: string): FlagFile {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw new FlagsRefused(["it is not JSON"]);
  }
  const file = FlagFile.safeParse(content);
  if (file.success) return file.data;
  throw new FlagsRefused(invalidValues(file.error).map(({ path, message }) => `${path || "it"}: ${message}`));
}

const asked: readonly EvaluationContext[] = [{}, { targetingKey: "somebody" }];

/** An operator that is not known, or a variant: flagd only tells when the flag is evaluated. */
function requireSoundTargeting({ flags }: FlagFile, core: FlagdCore): void {
  const faults: string[] = [];
  for (const [name, { state }] of Object.entries(flags)) {
    if (state === "DISABLED") continue;
    for (const context of asked) {
      const result = core.getFlag(name)?.evaluate(context, quiet);
      if (result?.reason === "ERROR") faults.push(`${name}: ${result.errorMessage}`);
    }
  }
  if (faults.length > 0) throw new FlagsRefused([...new Set(faults)]);
}
