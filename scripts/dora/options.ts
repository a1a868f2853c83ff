import { parseArgs } from "node:util";
import { ReleaseError } from "../release/release-error";

export interface DoraOptions {
  /** `local` is what `npm run release:local` has released. */
  environment: string;
  days: number;
  isJson: boolean;
  profile: string | undefined;
}

const usage = `usage:
  npm run dora -- [--environment prod] [--days 30] [--json] [--profile <name>]

How often releases reach customers, how long a commit takes to, how many are taken back, and how long that takes: of one
environment, from the records of its releases. --environment local are those of npm run release:local.`;

/** Reads the command line of `npm run dora`. @throws ReleaseError with the usage for anything it does not know */
export function readOptions(args: readonly string[]): DoraOptions | "help" {
  const { help, environment, days, json, profile } = parse(args);
  if (help) return "help";
  if (!/^[a-z][a-z0-9]*$/.test(environment)) throw wrong(`There is no environment "${environment}"`);
  if (!/^[1-9]\d{0,3}$/.test(days)) throw wrong(`--days is a number from 1 to 9999, not "${days}"`);
  return { environment, days: Number(days), isJson: json, profile };
}

export const helpText = `${usage}\n`;

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        environment: { type: "string", default: "prod" },
        days: { type: "string", default: "30" },
        json: { type: "boolean", default: false },
        profile: { type: "string" },
        help: { type: "boolean", short: "h", default: false },
      },
    }).values;
  } catch (error) {
    throw wrong(error instanceof Error ? (error.message.split(". ")[0] ?? "") : String(error));
  }
}

const wrong = (what: string) => new ReleaseError(`${what}\n${usage}`);
