import { parseArgs } from "node:util";
import { type ServiceName, serviceNames } from "@shopeasy/contracts/route-table";
import { type Platform, platforms } from "./images/build-images";
import { interruptNames, type OnInterrupt } from "./interruptions";
import { versionSchema } from "./records/release-record";
import { ReleaseError } from "./release-error";
import { type Strategy, strategyNames } from "./strategies";

interface InEnvironment {
  environment: string;
  services: readonly ServiceName[];
  profile: string | undefined;
}

interface Deploying {
  strategy: Strategy | undefined;
  version: string | undefined;
  onInterrupt: OnInterrupt | undefined;
  endsWait: boolean;
}

/** What is done in an environment's account. */
export type InAccount =
  | ({ command: "push" | "status" } & InEnvironment)
  | ({ command: "scan" | "migrate"; version: string | undefined } & InEnvironment)
  | ({ command: "deploy" } & InEnvironment & Deploying)
  | ({ command: "watch"; onInterrupt: OnInterrupt | undefined } & InEnvironment)
  | ({ command: "rollback"; to: string | undefined; reason: string | undefined } & InEnvironment)
  | ({ command: "promote"; from: string; fromProfile: string | undefined } & InEnvironment & Deploying);

export type ReleaseOptions =
  | InAccount
  | { command: "help" }
  | { command: "build"; services: readonly ServiceName[]; platform: Platform; isLocal: boolean };

export const usage = `usage:
  npm run release -- build --service <name>|--all [--platform ${platforms.join("|")}] [--local]
                                    builds images of this commit; --local takes a changed tree, too
  npm run release -- push --environment <name> --service <name>|--all
                                    brings them, and the lambdas' bundles, to the environment's account
  npm run release -- scan --environment <name> --service <name>|--all [--version <version>]
                                    waits for the scan, and refuses what is critical or high
  npm run release -- migrate --environment <name> --service <name>|--all [--version <version>]
                                    migrates databases with that version's image
  npm run release -- deploy --environment <name> --service <name>|--all [--version <version>]
                       [--strategy ${strategyNames.join("|")}] [--on-interrupt ${interruptNames.join("|")}] [--end-wait]
                                    releases a service with its worker and lambdas, and goes back by itself
  npm run release -- watch --environment <name> --service <name> [--on-interrupt ${interruptNames.join("|")}]
                                    takes up a release, and follows it until the old tasks are gone
  npm run release -- status --environment <name> [--service <name>]
  npm run release -- rollback --environment <name> --service <name> [--to <version>] [--reason <why>]
                                    takes the newest release back
  npm run release -- promote --from <name> --to <name> --service <name>|--all [and as deploy]
                       [--from-profile <name>]
                                    copies what runs there, byte by byte, migrates and releases it

Services: ${serviceNames.join(", ")}. A version is a commit's first twelve digits: this tree's, where none is named.
Each but build takes --profile <name>, of ~/.aws/config; without it the account is that of AWS_PROFILE or the like.
docs/releasing.md tells how a release goes.`;

const text = { type: "string" } as const;
const flag = { type: "boolean", default: false } as const;

const belonging: Record<string, readonly string[]> = {
  build: ["service", "all", "platform", "local"],
  push: ["environment", "service", "all", "profile"],
  scan: ["environment", "service", "all", "profile", "version"],
  migrate: ["environment", "service", "all", "profile", "version"],
  deploy: ["environment", "service", "all", "profile", "version", "strategy", "on-interrupt", "end-wait"],
  watch: ["environment", "service", "profile", "on-interrupt"],
  status: ["environment", "service", "profile"],
  rollback: ["environment", "service", "profile", "to", "reason"],
  promote: [
    ...["from", "to", "service", "all", "profile", "from-profile", "version", "strategy"],
    ...["on-interrupt", "end-wait"],
  ],
};

/** Reads the command line of `npm run release`. @throws ReleaseError with the usage for anything it does not know */
export function readOptions(args: readonly string[]): ReleaseOptions {
  const { values, positionals } = parse(args);
  const [command, ...more] = positionals;
  if (values.help || command === "help") return { command: "help" };
  if (command === undefined) throw wrong("What is to be done?");
  const allowed = Object.hasOwn(belonging, command) ? (belonging[command] ?? []) : null;
  if (!allowed) throw wrong(`There is no command "${command}"`);
  if (more.length > 0) throw wrong(`"${more[0]}" is one word too many`);
  for (const [name, value] of Object.entries(values)) {
    if (value !== false && !allowed.includes(name)) throw wrong(`--${name} does not belong to ${command}`);
  }
  return optionsOf(command as Exclude<ReleaseOptions["command"], "help">, values);
}

type Values = ReturnType<typeof parse>["values"];

function optionsOf(command: Exclude<ReleaseOptions["command"], "help">, values: Values): ReleaseOptions {
  const version = versionOf("version", values.version);
  const { profile } = values;
  const services = servicesOf(command, values);
  const onInterrupt = oneOf("on-interrupt", interruptNames, values["on-interrupt"]);
  const deploying = {
    ...{ version, onInterrupt, endsWait: values["end-wait"] },
    strategy: oneOf("strategy", strategyNames, values.strategy),
  };
  const inEnvironment = () => ({ environment: nameOf("environment", values.environment), services, profile });
  switch (command) {
    case "build": {
      const platform = oneOf("platform", platforms, values.platform) ?? platforms[0];
      return { command, services, platform, isLocal: values.local };
    }
    case "push":
    case "status":
      return { command, ...inEnvironment() };
    case "scan":
    case "migrate":
      return { command, ...inEnvironment(), version };
    case "deploy":
      return { command, ...inEnvironment(), ...deploying };
    case "watch":
      return { command, ...inEnvironment(), onInterrupt };
    case "rollback":
      return { command, ...inEnvironment(), to: versionOf("to", values.to), reason: values.reason };
    case "promote": {
      const from = nameOf("from", values.from);
      const environment = nameOf("to", values.to);
      if (from === environment) throw wrong("--from and --to are the same environment");
      const fromProfile = values["from-profile"];
      return { command, from, fromProfile, environment, services, profile, ...deploying };
    }
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        ...{ service: text, all: flag, environment: text, version: text, profile: text, platform: text },
        ...{ local: flag, strategy: text, "on-interrupt": text, "end-wait": flag, from: text, to: text },
        ...{ "from-profile": text, reason: text, help: { ...flag, short: "h" } },
      },
    });
  } catch (error) {
    throw wrong(error instanceof Error ? (error.message.split(". ")[0] ?? "") : String(error));
  }
}

function servicesOf(command: string, { service, all }: Values): readonly ServiceName[] {
  if (all && service !== undefined) throw wrong("--service and --all exclude each other");
  if (all || (command === "status" && service === undefined)) return serviceNames;
  if (service === undefined) throw wrong(`${command} needs --service`);
  return [oneOf("service", serviceNames, service) ?? serviceNames[0]];
}

function nameOf(option: string, name: string | undefined): string {
  if (name === undefined) throw wrong(`--${option} is missing: which environment?`);
  if (!/^[a-z][a-z0-9]*$/.test(name)) throw wrong(`--${option} is no environment's name: "${name}"`);
  return name;
}

function versionOf(option: string, version: string | undefined): string | undefined {
  if (version === undefined || /^[0-9a-f]{12}$/.test(version)) return version;
  if (versionSchema.safeParse(version).success)
    throw wrong(`--${option} ${version} is a laptop's, and stays there`);
  throw wrong(`--${option} is twelve hex digits of a commit, not "${version}"`);
}

function oneOf<Name extends string>(option: string, names: readonly Name[], name: string | undefined) {
  if (name === undefined) return undefined;
  const found = names.find((one) => one === name);
  if (!found) throw wrong(`--${option} is one of ${names.join(", ")}, not "${name}"`);
  return found;
}

const wrong = (what: string) => new ReleaseError(`${what}\n${usage}`);
