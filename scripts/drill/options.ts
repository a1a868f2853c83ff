import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { drills } from "./drills";

/** What whoever ran the command has to mend; told without a stack. */
export class DrillError extends Error {}

export type DrillCommand =
  /** `number` is undefined for none. */
  { name: "begin"; number: string | undefined } | { name: "load"; seconds: number; rate: number };

export interface DrillOptions {
  command: DrillCommand;
  /** Of the local shop. */
  folder: string;
}

const usage = `usage:
  npm run drill -- 1                                  begins a drill (${Object.keys(drills).join(", ")}) in place of the one that is on
  npm run drill -- off                                ends it
  npm run drill -- load [--seconds 180] [--rate 15]   customers look, fill carts and buy, so many things a second

The local shop of this folder is meant, or that of --data <folder>.`;

/** Reads the command line of `npm run drill`. @throws DrillError with the usage for anything it does not know */
export function readOptions(args: readonly string[]): DrillOptions {
  const { values, positionals } = parse(args);
  const [name = "", ...more] = positionals;
  const { seconds = "180", rate = "15", data = ".shopeasy" } = values;
  const folder = resolve(data);
  if (more.length > 0) throw wrong(`"${more[0]}" is one word too many`);
  if (name === "load") {
    const load = { seconds: within("--seconds", seconds, 1, 3_600), rate: within("--rate", rate, 1, 200) };
    return { folder, command: { name, ...load } };
  }
  if (values.seconds !== undefined || values.rate !== undefined)
    throw wrong("--seconds and --rate go with load");
  if (name === "off") return { folder, command: { name: "begin", number: undefined } };
  if (Object.hasOwn(drills, name)) return { folder, command: { name: "begin", number: name } };
  throw wrong(name ? `There is no drill "${name}"` : "Which drill?");
}

function parse(args: readonly string[]) {
  const text = { type: "string" } as const;
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { seconds: text, rate: text, data: text },
    });
  } catch (error) {
    throw wrong(error instanceof Error ? (error.message.split(". ")[0] ?? "") : String(error));
  }
}

function within(name: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= min && value <= max) return value;
  throw wrong(`${name} wants a whole number from ${min} to ${max}, not "${text}"`);
}

const wrong = (what: string) => new DrillError(`${what}\n${usage}`);
