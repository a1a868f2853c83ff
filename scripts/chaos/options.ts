import { parseArgs } from "node:util";
import { ChaosError } from "./chaos-error";

export interface ChaosOptions {
  /** How long customers order and processes are killed. */
  minutes: number;
  ordersPerSecond: number;
  /** Kills of processes and faults of the payment gateway, together. */
  killsPerMinute: number;
  /** Decides who buys what, and what is killed when. */
  seed: number;
  /** How long the shop may take afterwards until nothing is under way. */
  settleMinutes: number;
}

const usage = `usage: npm run chaos -- [--minutes 10] [--orders-per-second 20] [--kills-per-minute 12] [--seed NUMBER]
       [--settle-minutes 6]`;

/**
 * Reads the command line of `npm run chaos`. `anySeed` is taken where none is given.
 * @throws ChaosError with the usage for anything it does not know
 */
export function readOptions(args: readonly string[], anySeed: number): ChaosOptions {
  const values = parse(args);
  const seed = number("--seed", values.seed ?? String(anySeed), 0, 2 ** 31 - 1);
  if (!Number.isInteger(seed)) throw refused(`--seed wants a whole number, not "${values.seed}"`);
  return {
    minutes: number("--minutes", values.minutes, 0.1, 24 * 60),
    ordersPerSecond: number("--orders-per-second", values["orders-per-second"], 0.1, 1_000),
    killsPerMinute: number("--kills-per-minute", values["kills-per-minute"], 0, 60),
    seed,
    settleMinutes: number("--settle-minutes", values["settle-minutes"], 0.1, 60),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        minutes: { type: "string", default: "10" },
        "orders-per-second": { type: "string", default: "20" },
        "kills-per-minute": { type: "string", default: "12" },
        seed: { type: "string" },
        "settle-minutes": { type: "string", default: "6" },
      },
    }).values;
  } catch (error) {
    const [what = ""] = (error as Error).message.split(". ");
    throw refused(what);
  }
}

function number(name: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (text.trim() !== "" && value >= min && value <= max) return value;
  throw refused(`${name} wants a number from ${min} to ${max}, not "${text}"`);
}

const refused = (why: string) => new ChaosError(`${why}\n${usage}`);
