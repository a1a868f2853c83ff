import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Audience } from "./change-rules";
import { FlagsError } from "./flags-error";

export type FlagsCommand =
  | { name: "list" | "history" | "rollback" }
  | { name: "turn"; flag: string; isOn: boolean; audience: Audience }
  | { name: "set"; flag: string; value: unknown }
  | { name: "drop"; flag: string };

export interface FlagsOptions {
  command: FlagsCommand;
  /** The folder of a local shop, or an environment on AWS. */
  where: { folder: string } | { environment: string; region: string; endpoint: string | undefined };
}

const usage = `usage:
  npm run flags -- list                                   every flag, what it says, and its default
  npm run flags -- on <flag> [--percent 10 | --for <customer id> …]
  npm run flags -- off <flag> [--percent 10 | --for <customer id> …]
                                                          for everybody, a share of the customers, or some of them
  npm run flags -- set <flag> <value as JSON>             a flag that is more than on or off
  npm run flags -- drop <flag>                            a flag that is declared no more
  npm run flags -- history                                what was changed, the newest first
  npm run flags -- rollback                               back to what was before the newest change

The local shop of this folder is meant, or that of --data <folder>; with --environment <name>, that environment on AWS, in
the account that AWS_PROFILE or the like opens, and the region of AWS_REGION.`;

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the command line of `npm run flags`. @throws FlagsError with the usage for anything it does not know */
export function readOptions(args: readonly string[], cwd: string, variables: Environment): FlagsOptions {
  const { values, positionals } = parse(args);
  const { data, environment, percent, for: customers } = values;
  if (data !== undefined && environment !== undefined)
    throw wrong("--data and --environment exclude each other");
  if (environment !== undefined && !/^[a-z][a-z0-9-]{0,30}$/.test(environment))
    throw wrong(`"${environment}" is no environment's name`);
  const command = commandOf(positionals, audienceOf(percent, customers));
  if (environment === undefined) return { command, where: { folder: data ?? join(cwd, ".shopeasy") } };
  const { AWS_REGION: region, AWS_ENDPOINT_URL_APPCONFIG: endpoint } = variables;
  if (!region) throw new FlagsError("AWS_REGION is not set: in which region is the environment?");
  return { command, where: { environment, region, endpoint } };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        data: { type: "string" },
        environment: { type: "string" },
        percent: { type: "string" },
        for: { type: "string", multiple: true },
      },
    });
  } catch (error) {
    throw wrong(error instanceof Error ? (error.message.split(". ")[0] ?? "") : String(error));
  }
}

function audienceOf(percent: string | undefined, customers: string[] | undefined): Audience {
  if (percent !== undefined && customers) throw wrong("--percent and --for exclude each other");
  if (customers) {
    if (customers.some((id) => id.trim() === "")) throw wrong("--for takes a customer's id");
    return { kind: "some", customers };
  }
  if (percent === undefined) return { kind: "all" };
  const share = Number(percent);
  if (percent.trim() === "" || !Number.isInteger(share) || share < 0 || share > 100)
    throw wrong("--percent is a whole number from 0 to 100");
  return { kind: "share", percent: share };
}

function commandOf([name, ...words]: readonly string[], audience: Audience): FlagsCommand {
  const [flag, value, ...more] = words;
  const onlyAll = () => {
    if (audience.kind !== "all") throw wrong("--percent and --for go with on and off");
  };
  switch (name) {
    case "list":
    case "history":
    case "rollback":
      onlyAll();
      if (flag !== undefined) throw wrong(`${name} takes no flag`);
      return { name };
    case "on":
    case "off":
      if (flag === undefined) throw wrong("Which flag?");
      if (value !== undefined) throw wrong(`"${value}" is one word too many`);
      return { name: "turn", flag, isOn: name === "on", audience };
    case "set":
      onlyAll();
      if (flag === undefined) throw wrong("Which flag?");
      if (value === undefined) throw wrong("To which value?");
      if (more.length > 0) throw wrong(`"${more[0]}" is one word too many: put the value in quotes`);
      return { name: "set", flag, value: jsonOf(value) };
    case "drop":
      onlyAll();
      if (flag === undefined) throw wrong("Which flag?");
      if (value !== undefined) throw wrong(`"${value}" is one word too many`);
      return { name, flag };
    default:
      throw wrong(name ? `There is no command "${name}"` : "What is to be done?");
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw wrong(`${text} is not JSON (a text needs its quotes)`);
  }
}

const wrong = (what: string) => new FlagsError(`${what}\n${usage}`);
