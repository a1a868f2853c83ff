import type { FlagDeclaration } from "@shopeasy/contracts/flag-declaration";
import { type ConfiguredFlag, type FlagFile, initialFlag } from "@shopeasy/contracts/flag-file";
import { FlagsError } from "./flags-error";

/** For whom a flag that is on or off is turned: for all, for a share of customers, or for some by name. */
export type Audience =
  | { kind: "all" }
  | { kind: "share"; percent: number }
  | { kind: "some"; customers: readonly string[] };

/** The flag turned on or off. For a part of the customers, the others keep the opposite; a share is sticky, and grows. */
export function turned(declaration: FlagDeclaration, isOn: boolean, audience: Audience): ConfiguredFlag {
  if (typeof declaration.default !== "boolean") {
    throw new FlagsError("This flag is not on or off: give its value by `set`.");
  }
  const [these, others] = isOn ? ["on", "off"] : ["off", "on"];
  const flag = { state: "ENABLED" as const, variants: { on: true, off: false } };
  switch (audience.kind) {
    case "all":
      return { ...flag, defaultVariant: these };
    case "share": {
      const shares = [
        [these, audience.percent],
        [others, 100 - audience.percent],
      ];
      return { ...flag, defaultVariant: others, targeting: { fractional: shares } };
    }
    case "some":
      return {
        ...flag,
        defaultVariant: others,
        targeting: { if: [{ in: [{ var: "targetingKey" }, audience.customers] }, these] },
      };
  }
}

/** The flag with this value for everybody. @throws FlagsError where it is of a wrong kind */
export function withValue(name: string, declaration: FlagDeclaration, value: unknown): ConfiguredFlag {
  const read = declaration.value.safeParse(value);
  if (!read.success) {
    const faults = read.error.issues.map(({ path, message }) => `  ${path.join(".") || name}: ${message}`);
    throw new FlagsError(`That is no value for ${name}:\n${faults.join("\n")}`);
  }
  if (typeof value === "boolean") return turned(declaration, value, { kind: "all" });
  return {
    state: "ENABLED",
    variants: { ...initialFlag(declaration).variants, set: value },
    defaultVariant: "set",
  };
}

export const changed = (file: FlagFile, name: string, flag: ConfiguredFlag): FlagFile => ({
  ...file,
  flags: { ...file.flags, [name]: flag },
});

/** Without a flag that is declared no more. @throws FlagsError where it is, or is not there */
export function without(file: FlagFile, name: string, declared: readonly string[]): FlagFile {
  if (declared.includes(name))
    throw new FlagsError(`${name} is declared: only what nobody declares is dropped.`);
  if (!Object.hasOwn(file.flags, name)) throw new FlagsError(`There is no ${name} to drop.`);
  const { [name]: _dropped, ...flags } = file.flags;
  return { ...file, flags };
}

/** What a flag says, for people: `on`, `on for 10 %`, or the value. */
export function inWords(flag: ConfiguredFlag | undefined, { default: byDefault }: FlagDeclaration): string {
  if (!flag) return `${text(byDefault)} (its default)`;
  if (flag.state === "DISABLED") return `${text(byDefault)} (disabled)`;
  const says = text(flag.variants[flag.defaultVariant]);
  if (!flag.targeting) return says;
  const { fractional, if: rule } = flag.targeting as { fractional?: unknown; if?: unknown };
  const [first] = Array.isArray(fractional) ? fractional : [];
  if (Array.isArray(first)) return `${first[0]} for ${first[1]} %, else ${says}`;
  const [condition, variant] = Array.isArray(rule) ? rule : [];
  const [, some] = (Object(condition) as { in?: unknown[] }).in ?? [];
  if (Array.isArray(some)) return `${variant} for ${some.length} by name, else ${says}`;
  return `${says}, but by a rule: ${JSON.stringify(flag.targeting)}`;
}

const text = (value: unknown): string =>
  typeof value === "boolean" ? (value ? "on" : "off") : JSON.stringify(value);
