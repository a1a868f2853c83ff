import { parseArgs } from "node:util";
import { type EnvironmentName, environmentNames } from "./infrastructure/stacks";
import type { LoadGate } from "./load-gate/load-gate";
import { type BitbucketState, bitbucketStates } from "./notices/bitbucket-status";
import { type JiraNotice, jiraBuildStates, jiraDeploymentStates } from "./notices/jira";
import { type BuildResult, buildResults } from "./notices/outcome-rules";
import { PipelineError } from "./pipeline-error";

export type PipelineCommand =
  | { name: "status"; state: BitbucketState; description: string; isTrial: boolean }
  | { name: "jira"; notice: JiraNotice; isTrial: boolean }
  | { name: "chat"; text: string; isTrial: boolean }
  | { name: "outcome"; result: BuildResult }
  | { name: "audit" | "secrets" }
  | { name: "sbom"; folder: string }
  | { name: "junit"; from: string; to: string }
  | { name: "load-gate"; gate: LoadGate }
  | { name: "infra-plan" | "infra-apply"; environment: EnvironmentName; folder: string };

const usage = `usage: npm run pipeline -- <command>
  status --state ${bitbucketStates.join("|")} [--description <text>]   Bitbucket's build status of the commit
  jira-build --state ${jiraBuildStates.join("|")}   what Jira's issues show of the build
  jira-deployment --environment ${environmentNames.join("|")} --state …|rolled_back   and of a deployment
  chat --text <message>                 a message to the team's channel
  outcome --result ${buildResults.join("|")}   tells all three how the build ended
  audit                                 known faults of what is installed, here and in infra/
  secrets                               secrets in what git holds
  sbom [--out build/sbom]               a bill of materials of each program, in CycloneDX
  junit --from <jest's JSON> --to <file>   a report of tests as Jenkins reads it
  load-gate --url <shop> [--rate 10] [--seconds 30] [--max-error-rate 0.01] [--max-p99-ms 1000] [--smoke-seconds 60]
            without those two limits, each journey is held to its objectives
  infra-plan --environment <name> [--out build/plans/<name>]    what Terraform would change; prints a summary, or "none"
  infra-apply --environment <name> [--plans build/plans/<name>]   applies just that

status, jira-… and chat take --dry-run, which prints what would be sent and sends nothing. docs/pipeline.md tells which
variables of the environment each needs.`;

const option = { type: "string" } as const;

/** Reads the command line of `npm run pipeline`. @throws PipelineError with the usage for anything it does not know */
export function readOptions(args: readonly string[]): PipelineCommand {
  const { values, positionals } = parse(args);
  const [name, ...more] = positionals;
  if (more.length > 0) throw wrong(`"${more[0]}" is one word too many`);
  const given = new Given(values);
  const command = commandOf(name, given);
  const unused = given.unused();
  if (unused) throw wrong(`--${unused} does not belong to ${name}`);
  return command;
}

function commandOf(name: string | undefined, given: Given): PipelineCommand {
  switch (name) {
    case "status": {
      const state = given.oneOf("state", bitbucketStates);
      return { name, state, description: given.text("description", ""), isTrial: given.isTrial() };
    }
    case "jira-build": {
      const state = given.oneOf("state", jiraBuildStates);
      return { name: "jira", notice: { kind: "builds", state }, isTrial: given.isTrial() };
    }
    case "jira-deployment": {
      const environment = given.oneOf("environment", environmentNames);
      const state = given.oneOf("state", jiraDeploymentStates);
      return { name: "jira", notice: { kind: "deployments", state, environment }, isTrial: given.isTrial() };
    }
    case "chat":
      return { name, text: given.text("text"), isTrial: given.isTrial() };
    case "outcome":
      return { name, result: given.oneOf("result", buildResults) };
    case "audit":
    case "secrets":
      return { name };
    case "sbom":
      return { name, folder: given.text("out", "build/sbom") };
    case "junit":
      return { name, from: given.text("from"), to: given.text("to") };
    case "load-gate":
      return { name, gate: gateOf(given) };
    case "infra-plan":
    case "infra-apply": {
      const environment = given.oneOf("environment", environmentNames);
      const folder = given.text(name === "infra-plan" ? "out" : "plans", `build/plans/${environment}`);
      return { name, environment, folder };
    }
    default:
      throw wrong(name === undefined ? "What is to be done?" : `There is no command "${name}"`);
  }
}

/** More than a minute of 50 requests a second is no gate but a load test, and the shop's limits would refuse it. */
function gateOf(given: Given): LoadGate {
  const text = given.text("url");
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== "/" || url.search || url.username) {
    throw wrong(`--url is the shop's address, without a path: "${text}"`);
  }
  return {
    origin: url.origin,
    rate: given.number("rate", 10, 1, 50),
    seconds: given.number("seconds", 30, 1, 60),
    maxErrorRate: given.numberIfAny("max-error-rate", 0, 1),
    maxP99Ms: given.numberIfAny("max-p99-ms", 1, 60_000),
    smokeSeconds: given.number("smoke-seconds", 60, 1, 600),
  };
}

function parse(args: readonly string[]) {
  const names = [
    "state",
    "description",
    "environment",
    "text",
    "out",
    "plans",
    "from",
    "to",
    "url",
    "result",
  ] as const;
  const numbers = ["rate", "seconds", "max-error-rate", "max-p99-ms", "smoke-seconds"] as const;
  const options = Object.fromEntries([...names, ...numbers].map((name) => [name, option]));
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { ...options, "dry-run": { type: "boolean" } },
    });
  } catch (error) {
    throw wrong(error instanceof Error ? (error.message.split(". ")[0] ?? "") : String(error));
  }
}

/** What was given, and what of it nobody has asked for. */
class Given {
  readonly #values: Record<string, string | boolean | undefined>;
  readonly #used = new Set<string>();

  constructor(values: Record<string, string | boolean | undefined>) {
    this.#values = values;
  }

  text(name: string, otherwise?: string): string {
    this.#used.add(name);
    const value = this.#values[name] ?? otherwise;
    if (value === undefined || (value === "" && otherwise === undefined)) throw wrong(`--${name} is missing`);
    return String(value);
  }

  oneOf<Name extends string>(name: string, names: readonly Name[]): Name {
    const value = this.text(name);
    const found = names.find((one) => one === value);
    if (found === undefined) throw wrong(`--${name} is one of ${names.join(", ")}, not "${value}"`);
    return found;
  }

  number(name: string, otherwise: number, min: number, max: number): number {
    const text = this.text(name, String(otherwise));
    const value = Number(text);
    if (text.trim() === "" || !(value >= min && value <= max)) {
      throw wrong(`--${name} is a number from ${min} to ${max}, not "${text}"`);
    }
    return value;
  }

  numberIfAny(name: string, min: number, max: number): number | undefined {
    return this.#values[name] === undefined ? undefined : this.number(name, 0, min, max);
  }

  isTrial(): boolean {
    this.#used.add("dry-run");
    return this.#values["dry-run"] === true;
  }

  unused(): string | undefined {
    return Object.keys(this.#values).find((name) => !this.#used.has(name));
  }
}

const wrong = (what: string) => new PipelineError(`${what}\n${usage}`);
