import { parseArgs } from "node:util";
import { BenchError } from "./bench-error";
import { type Arrivals, arrivalKinds } from "./load/load-job";
import { type ScenarioName, scenarioNames, scenariosNamed } from "./scenario-names";

export interface BenchOptions {
  only: readonly ScenarioName[];
  /** How long each scenario and each floor is measured with each kind of load, all slices together. */
  seconds: number;
  products: number;
  connections: number;
  traceRate: number;
  /** The share of the greatest load at which requests are sent by a schedule; 0 for not at all. */
  openAt: number;
  arrivals: Arrivals;
  /** Cores of each of several instances. */
  quota: number;
  /** In place of all that: a mixed load for so long, at so many things a second, while memory is watched. */
  soak: { seconds: number; rate: number } | undefined;
  /** Where the results go as JSON, beside what is printed. */
  json: string | undefined;
  /** A folder for the results as JSON, charts and a page that shows them. */
  out: string | undefined;
  compare: boolean;
  saveBaseline: boolean;
}

const usage = `usage: npm run bench -- [--only browse|cart|checkout|sign-in|NAME,…] [--seconds 10] [--products 1000]
       [--connections 16] [--open-at 0.5] [--arrivals ${arrivalKinds.join("|")}] [--quota 0.2] [--trace-rate 0.05]
       [--json FILE] [--out FOLDER] [--compare] [--save-baseline]
       npm run bench -- --soak 30m [--rate 30] [--products 1000] [--trace-rate 0.05] [--json FILE] [--out FOLDER]
scenarios: ${scenarioNames.join(" ")}`;

/**
 * Reads the command line of `npm run bench`.
 * @throws BenchError with the usage for anything it does not know
 */
export function readOptions(args: readonly string[]): BenchOptions {
  const given = parse(args);
  const soaks = given.soak !== undefined;
  refuseStray(given, soaks);
  const values = { ...defaults, ...given };
  return {
    only: soaks ? [] : scenarios(values.only),
    seconds: number("--seconds", values.seconds, 0.5, 600),
    products: wholeNumber("--products", values.products, 20, 100_000),
    connections: wholeNumber("--connections", values.connections, 1, 256),
    traceRate: number("--trace-rate", values["trace-rate"], 0, 1),
    openAt: number("--open-at", values["open-at"], 0, 0.95),
    arrivals: oneOf("--arrivals", values.arrivals, arrivalKinds),
    quota: number("--quota", values.quota, 0.05, 16),
    soak:
      given.soak === undefined
        ? undefined
        : { seconds: duration("--soak", given.soak), rate: number("--rate", values.rate, 1, 10_000) },
    json: values.json,
    out: values.out,
    compare: values.compare ?? false,
    saveBaseline: values["save-baseline"] ?? false,
  };
}

const defaults = {
  seconds: "10",
  products: "1000",
  connections: "16",
  "trace-rate": "0.05",
  "open-at": "0.5",
  arrivals: "poisson",
  quota: "0.2",
  rate: "30",
};

const text = { type: "string" } as const;
const yes = { type: "boolean" } as const;

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        ...{ only: text, seconds: text, products: text, connections: text, "trace-rate": text },
        ...{ "open-at": text, arrivals: text, quota: text, soak: text, rate: text, json: text, out: text },
        ...{ compare: yes, "save-baseline": yes },
      },
    }).values;
  } catch (error) {
    const [what = ""] = (error as Error).message.split(". ");
    throw refused(what);
  }
}

const ofSoaks = ["soak", "rate", "products", "trace-rate", "json", "out"];

/** What would be ignored is refused. */
function refuseStray(given: ReturnType<typeof parse>, soaks: boolean): void {
  const names = Object.keys(given);
  const stray = soaks ? names.find((name) => !ofSoaks.includes(name)) : names.find((name) => name === "rate");
  if (stray) throw refused(soaks ? `--${stray} does not go with --soak` : `--${stray} goes with --soak`);
}

function scenarios(given: string | undefined): readonly ScenarioName[] {
  if (given === undefined) return scenarioNames;
  const names = given.split(",").map((name) => name.trim());
  const wanted = names.flatMap((name) => {
    const found = scenariosNamed(name);
    if (found.length === 0) throw refused(`There is no scenario "${name}"`);
    return found;
  });
  return scenarioNames.filter((name) => wanted.includes(name));
}

function duration(name: string, given: string): number {
  const [, count = "", unit] = /^(\d+(?:\.\d+)?)(s|m|h)$/.exec(given) ?? [];
  const seconds = Number(count) * { s: 1, m: 60, h: 3600 }[unit === "s" || unit === "h" ? unit : "m"];
  if (unit !== undefined && seconds >= 30 && seconds <= 24 * 3600) return seconds;
  throw refused(`${name} wants 30s to 24h, as 30m, not "${given}"`);
}

function oneOf<Name extends string>(name: string, given: string, names: readonly Name[]): Name {
  const found = names.find((one) => one === given);
  if (found !== undefined) return found;
  throw refused(`${name} wants ${names.join(" or ")}, not "${given}"`);
}

function number(name: string, given: string, min: number, max: number): number {
  const value = Number(given);
  if (given.trim() !== "" && value >= min && value <= max) return value;
  throw refused(`${name} wants a number from ${min} to ${max}, not "${given}"`);
}

function wholeNumber(name: string, given: string, min: number, max: number): number {
  if (/^\d+$/.test(given)) return number(name, given, min, max);
  throw refused(`${name} wants a whole number from ${min} to ${max}, not "${given}"`);
}

const refused = (why: string) => new BenchError(`${why}\n${usage}`);
