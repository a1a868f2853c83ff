import { parseArgs } from "node:util";
import { type EventType, eventSchemas } from "@shopeasy/contracts/events";
import { type QueueName, queues } from "@shopeasy/contracts/resources";

/** What is asked for can't be done, for a reason that its reader can mend. */
export class EventsError extends Error {
  override name = "EventsError";
}

export type EventsCommand =
  | { name: "dlq-list" }
  | { name: "dlq-show"; queue: QueueName; limit: number }
  | { name: "dlq-redrive"; queue: QueueName; id: string | null }
  | { name: "replay"; from: Date; until: Date | null; types: EventType[]; to: QueueName; isTrial: boolean };

export interface EventsOptions {
  command: EventsCommand;
  /** The folder of the local shop, where it is named. */
  dataDir: string | undefined;
  /** What names begin with on AWS; null for the local shop. */
  aws: { prefix: string } | null;
}

const usage = `usage:
  npm run events -- dlq list                                    how many messages lie in each dead-letter queue
  npm run events -- dlq show <queue> [--limit 10]               what they are; they stay where they are
  npm run events -- dlq redrive <queue> [--id <message id>]     has them, or one of them, handled again
  npm run events -- replay --from <time> [--until <time>] [--type <event> …] --to <queue> [--dry-run]
                                                                brings archived events to one subscriber again

Queues: ${Object.keys(queues).join(", ")}.
Times as 2026-01-31 or 2026-01-31T12:00:00Z. The local shop that runs is meant, or that of --data <folder>; with --aws,
the account that AWS_PROFILE or the like opens, and --prefix what the environment's resources begin with.`;

const option = { type: "string" } as const;
const flag = { type: "boolean", default: false } as const;

/** Reads the command line of `npm run events`. @throws EventsError with the usage for anything it does not know */
export function readOptions(args: readonly string[]): EventsOptions {
  const { values, positionals } = parse(args);
  const { data: dataDir, aws, prefix, ...given } = values;
  if (prefix !== undefined && !aws) throw wrong("--prefix goes with --aws");
  if (aws && dataDir !== undefined) throw wrong("--aws and --data exclude each other");
  return { command: commandOf(positionals, given), dataDir, aws: aws ? { prefix: prefix ?? "" } : null };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        data: option,
        aws: flag,
        prefix: option,
        limit: option,
        id: option,
        from: option,
        until: option,
        to: option,
        type: { type: "string", multiple: true },
        "dry-run": flag,
      },
    });
  } catch (error) {
    throw wrong(error instanceof Error ? (error.message.split(". ")[0] ?? "") : String(error));
  }
}

type Given = Omit<ReturnType<typeof parse>["values"], "data" | "aws" | "prefix">;

function commandOf(words: readonly string[], given: Given): EventsCommand {
  const [name, action, queue, ...more] = words;
  if (name === "replay" && action === undefined) return replayOf(given);
  if (name !== "dlq") throw wrong(name ? `There is no command "${words.join(" ")}"` : "What is to be done?");
  if (more.length > 0) throw wrong(`"${more[0]}" is one word too many`);
  switch (action) {
    case "list":
      if (queue !== undefined) throw wrong("dlq list takes no queue: it lists all");
      onlyGiven(given, []);
      return { name: "dlq-list" };
    case "show":
      onlyGiven(given, ["limit"]);
      return { name: "dlq-show", queue: queueOf(queue), limit: limitOf(given.limit) };
    case "redrive":
      onlyGiven(given, ["id"]);
      return { name: "dlq-redrive", queue: queueOf(queue), id: given.id ?? null };
    default:
      throw wrong(`dlq knows list, show and redrive, not "${action ?? ""}"`);
  }
}

function replayOf(given: Given): EventsCommand {
  onlyGiven(given, ["from", "until", "type", "to", "dry-run"]);
  if (given.from === undefined) throw wrong("replay needs --from");
  const from = timeOf("--from", given.from);
  const until = given.until === undefined ? null : timeOf("--until", given.until);
  if (until && until <= from) throw wrong("--until must be after --from");
  const to = queueOf(given.to);
  const listensTo: readonly string[] = queues[to].subscribesTo;
  if (listensTo.length === 0) throw wrong(`${to} takes no events`);
  const types = given.type ?? listensTo;
  for (const type of types) {
    if (!(type in eventSchemas)) throw wrong(`There is no event "${type}"`);
    if (!listensTo.includes(type)) throw wrong(`${to} does not subscribe to ${type}`);
  }
  return { name: "replay", from, until, types: types as EventType[], to, isTrial: given["dry-run"] };
}

function onlyGiven(given: Given, allowed: readonly (keyof Given)[]): void {
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || value === false || (allowed as readonly string[]).includes(name)) continue;
    throw wrong(`--${name} does not belong here`);
  }
}

function queueOf(name: string | undefined): QueueName {
  if (name === undefined) throw wrong("Which queue?");
  const bare = name.replace(/-dlq$/, "");
  if (!Object.hasOwn(queues, bare)) throw wrong(`There is no queue "${name}"`);
  return bare as QueueName;
}

function limitOf(text = "10"): number {
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1 || limit > 1_000)
    throw wrong("--limit is a number from 1 to 1000");
  return limit;
}

function timeOf(name: string, text: string): Date {
  const isTime = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/.test(text);
  const time = new Date(text);
  if (!isTime || Number.isNaN(time.getTime())) throw wrong(`${name} is no time: "${text}"`);
  return time;
}

const wrong = (what: string) => new EventsError(`${what}\n${usage}`);
