import { parseArgs } from "node:util";
import { createProgress } from "../../shop/progress";
import { ChaosError } from "../chaos-error";
import type { DeliveryOutcome } from "./deliver-all";
import { runEventsChaos } from "./run-events-chaos";

const usage = "usage: npm run chaos -- events [--events 100000] [--kills 20] [--minutes 20]";

/**
 * `npm run chaos -- events`; gives the exit code.
 * @throws ChaosError with the usage for anything it does not know; the signal's reason when it is aborted
 */
export async function eventsChaos(args: readonly string[], signal: AbortSignal): Promise<number> {
  const { events, kills, minutes } = readEventsOptions(args);
  const progress = createProgress(process.stdout);
  const outcome = await progress.step(`${events} events, and ${kills} kills of their relay`, (tell) =>
    runEventsChaos({ events, kills, withinMs: minutes * 60_000, tell, signal }),
  );
  progress.say(["", ...Object.entries(outcome).map(lineOf), ""].join("\n"));
  return holds(outcome, kills) ? 0 : 1;
}

function readEventsOptions(args: readonly string[]): Record<"events" | "kills" | "minutes", number> {
  const option = (value: string) => ({ type: "string", default: value }) as const;
  const { values } = parse(() =>
    parseArgs({
      args: [...args],
      options: { events: option("100000"), kills: option("20"), minutes: option("20") },
    }),
  );
  return {
    events: wholeNumber("--events", values.events, 10_000_000),
    kills: wholeNumber("--kills", values.kills, 1_000),
    minutes: wholeNumber("--minutes", values.minutes, 24 * 60),
  };
}

function parse<Parsed>(read: () => Parsed): Parsed {
  try {
    return read();
  } catch (error) {
    throw refused((error as Error).message.split(". ")[0] ?? "");
  }
}

function wholeNumber(name: string, text: string, most: number): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > most) {
    throw refused(`${name} wants a whole number from 1 to ${most}, not "${text}"`);
  }
  return number;
}

const refused = (why: string) => new ChaosError(`${why}\n${usage}`);

const lineOf = ([name, value]: [string, number]) => `  ${name.padEnd(14)} ${Math.round(value * 10) / 10}`;

const holds = ({ lost, double, invented, leftInOutbox, kills }: DeliveryOutcome, planned: number) =>
  lost + double + invented + leftInOutbox === 0 && kills === planned;
