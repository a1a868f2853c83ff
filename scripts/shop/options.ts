import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { ShopError } from "./shop-error";

export interface ShopOptions {
  /** Where the gateway listens; 0 takes a free port. */
  port: number;
  /** Throws the kept data away first. */
  reset: boolean;
  dataDir: string;
  /** How many products the first start makes. */
  products: number;
  /** Of the requests that come without a decision, the share that is traced. */
  traceRate: number;
  /** Whether services can be released while it runs; without that they call each other directly, as on AWS. */
  releases: boolean;
}

const usage = `usage: npm start -- [--port 8080] [--reset] [--products 1000] [--data .shopeasy] [--trace-rate 1]
       [--without-releases]`;

/**
 * Reads the command line of `npm start`.
 * @throws ShopError with the usage for anything it does not know
 */
export function readOptions(args: readonly string[], root: string): ShopOptions {
  const { values } = parse(args);
  return {
    port: wholeNumber("--port", values.port, 0, 65_535),
    reset: values.reset,
    dataDir: resolve(values.data ?? join(root, ".shopeasy")),
    products: wholeNumber("--products", values.products, 1, 1_000_000),
    traceRate: share("--trace-rate", values["trace-rate"]),
    releases: !values["without-releases"],
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: { type: "string", default: "8080" },
        reset: { type: "boolean", default: false },
        data: { type: "string" },
        products: { type: "string", default: "1000" },
        "trace-rate": { type: "string", default: "1" },
        "without-releases": { type: "boolean", default: false },
      },
    });
  } catch (error) {
    throw new ShopError(`${error instanceof Error ? error.message.split(". ")[0] : error}\n${usage}`);
  }
}

function wholeNumber(name: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= min && value <= max) return value;
  throw new ShopError(`${name} wants a whole number from ${min} to ${max}, not "${text}"\n${usage}`);
}

function share(name: string, text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && value >= 0 && value <= 1) return value;
  throw new ShopError(`${name} wants a number from 0 to 1, not "${text}"\n${usage}`);
}
