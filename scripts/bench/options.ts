import { parseArgs } from "node:util";
import { BenchError } from "./bench-error";
import { type ScenarioName, scenarioNames } from "./scenarios";

export interface BenchOptions {
  only: readonly ScenarioName[];
  /** How long each scenario and each floor is measured, all slices together. */
  seconds: number;
  products: number;
  connections: number;
  traceRate: number;
  /** Where the results go as JSON, beside what is printed. */
  json: string | undefined;
}

const usage = `usage: npm run bench -- [--only ${scenarioNames.join(",")}] [--seconds 10] [--products 1000]
       [--connections 16] [--trace-rate 0.05] [--json FILE]`;

/**
 * Reads the command line of `npm run bench`.
 * @throws BenchError with the usage for anything it does not know
 */
export function readOptions(args: readonly string[]): BenchOptions {
  const values = parse(args);
  return {
    only: scenarios(values.only),
    seconds: number("--seconds", values.seconds, 0.5, 600),
    products: wholeNumber("--products", values.products, 20, 100_000),
    connections: wholeNumber("--connections", values.connections, 1, 256),
    traceRate: number("--trace-rate", values["trace-rate"], 0, 1),
    json: values.json,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        only: { type: "string" },
        seconds: { type: "string", default: "10" },
        products: { type: "string", default: "1000" },
        connections: { type: "string", default: "16" },
        "trace-rate": { type: "string", default: "0.05" },
        json: { type: "string" },
      },
    }).values;
  } catch (error) {
    const [what = ""] = (error as Error).message.split(". ");
    throw refused(what);
  }
}

function scenarios(text: string | undefined): readonly ScenarioName[] {
  if (text === undefined) return scenarioNames;
  const names = text.split(",").map((name) => name.trim());
  const unknown = names.find((name) => !isScenario(name));
  if (unknown !== undefined) throw refused(`There is no scenario "${unknown}"`);
  return scenarioNames.filter((name) => names.includes(name));
}

const isScenario = (name: string): name is ScenarioName =>
  (scenarioNames as readonly string[]).includes(name);

function number(name: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (text.trim() !== "" && value >= min && value <= max) return value;
  throw refused(`${name} wants a number from ${min} to ${max}, not "${text}"`);
}

function wholeNumber(name: string, text: string, min: number, max: number): number {
  if (/^\d+$/.test(text)) return number(name, text, min, max);
  throw refused(`${name} wants a whole number from ${min} to ${max}, not "${text}"`);
}

const refused = (why: string) => new BenchError(`${why}\n${usage}`);
