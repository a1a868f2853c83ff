import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { type ServiceName, serviceNames } from "@shopeasy/contracts/route-table";
import { versionSchema } from "../release/records/release-record";
import { ReleaseError } from "../release/release-error";
import { type Strategy, strategyNames } from "../release/strategies";
import { variableName } from "./release-request";

export interface Wanted {
  command: "release";
  service: ServiceName;
  strategy: Strategy;
  holdSeconds: number;
  /** Of the tree that it is built from, unless given. */
  version: string | undefined;
  environment: Record<string, string>;
  /** Another checkout, whose `build/` is taken as it is. */
  from: string | undefined;
}

export type LocalReleaseOptions = ({ command: "help" | "abort" | "status" } | Wanted) & { dataDir: string };

export const usage = `usage:
  npm run release:local -- --service ${serviceNames.join("|")}
      [--strategy ${strategyNames.join("|")}]   how requests come to the new version; canary10 unless told
      [--hold 10s]                 how long each share is watched
      [--version <version>]        a commit's first twelve digits; this tree's, unless told
      [--environment KEY=VALUE]    told to the new processes, any number of times
      [--from <folder>]            another checkout, as it is built there
  npm run release:local -- --status
  npm run release:local -- --abort     the release that is under way goes back, as Ctrl-C has it

The shop runs by npm start; --data <folder> where its data is elsewhere. docs/local-releases.md tells how a release goes.`;

const text = { type: "string" } as const;
const flag = { type: "boolean", default: false } as const;

/**
 * Reads the command line of `npm run release:local`.
 * @throws ReleaseError with the usage for anything it does not know
 */
export function readOptions(args: readonly string[]): LocalReleaseOptions {
  const { help, status, abort, data, ...given } = parse(args);
  const dataDir = resolve(data);
  if (help) return { command: "help", dataDir };
  if (status || abort) {
    const more = Object.entries(given).filter(([, value]) => value !== undefined);
    if (more.length > 0 || (status && abort)) throw wrong("--status and --abort stand alone");
    return { command: status ? "status" : "abort", dataDir };
  }
  const { service, strategy = "canary10", hold = "10s", version, environment = [], from } = given;
  if (service === undefined) throw wrong("Which --service is to be released?");
  if (version !== undefined && !versionSchema.safeParse(version).success) {
    throw wrong(`"${version}" is no version: twelve hex digits of a commit, with -dirty where there is more`);
  }
  return {
    ...{ command: "release", dataDir, version },
    service: oneOf("--service", service, serviceNames),
    strategy: oneOf("--strategy", strategy, strategyNames),
    holdSeconds: secondsOf(hold),
    environment: Object.fromEntries(environment.map(variableOf)),
    from: from === undefined ? undefined : resolve(from),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        ...{ service: text, strategy: text, hold: text, version: text, from: text },
        environment: { type: "string", multiple: true },
        data: { type: "string", default: ".shopeasy" },
        ...{ status: flag, abort: flag, help: flag },
      },
    }).values;
  } catch (error) {
    throw wrong(error instanceof Error ? (error.message.split(". ")[0] ?? "") : String(error));
  }
}

function oneOf<Name extends string>(option: string, given: string, names: readonly Name[]): Name {
  const name = names.find((one) => one === given);
  if (name === undefined) throw wrong(`${option} wants one of ${names.join(", ")}, not "${given}"`);
  return name;
}

function secondsOf(given: string): number {
  const [, number, unit] = /^(\d+(?:\.\d+)?)(s|m|)$/.exec(given) ?? [];
  const seconds = Number(number) * (unit === "m" ? 60 : 1);
  if (number === undefined || seconds > 3_600)
    throw wrong(`--hold wants a time up to 60m, like 10s, not "${given}"`);
  return seconds;
}

function variableOf(given: string): [string, string] {
  const at = given.indexOf("=");
  if (at < 0) throw wrong(`--environment wants KEY=VALUE, not "${given}"`);
  const name = variableName.safeParse(given.slice(0, at));
  if (!name.success) throw wrong(`--environment: "${given.slice(0, at)}" ${name.error.issues[0]?.message}`);
  return [name.data, given.slice(at + 1)];
}

const wrong = (what: string) => new ReleaseError(`${what}\n${usage}`);
