import { parseArgs } from "node:util";
import { type EnvironmentName, environmentNames } from "../environments";
import type { Pipeline } from "./bootstrap";
import { InfraError } from "./infra-error";

const lookingNames = ["synth", "validate", "plan", "cost"] as const;

export type InfraOptions =
  | {
      command: (typeof lookingNames)[number];
      environments: readonly EnvironmentName[];
      /** One stack; all of them where none is named. */
      stack: string | undefined;
    }
  | { command: "diagram" }
  | { command: "bootstrap"; environment: EnvironmentName; pipeline: Pipeline | undefined };

const usage = `usage:
  npm run infra -- synth                      writes the Terraform JSON of all stacks to build/infra
  npm run infra -- validate                   has Terraform check it
  npm run infra -- plan                       has Terraform say what it would make of an empty account
  npm run infra -- cost                       says what the environments cost a month, and what 1,000 orders do
    [--environment ${environmentNames.join("|")}] [--stack <name>], where not all are meant; none of these needs an account
  npm run infra -- diagram                    draws prod's stacks: docs/infrastructure.svg
  npm run infra -- bootstrap --environment <name> [--pipeline <ARN of its role> --external-id <agreed on with it>]
                                              makes the account that aws is signed in to ready for the first deployment`;

/** Reads the command line of `npm run infra`. @throws InfraError with the usage for anything it does not know */
export function readOptions(args: readonly string[]): InfraOptions {
  const { values, positionals } = parse(args);
  const { environment, stack, pipeline, "external-id": externalId } = values;
  const [command, ...more] = positionals;
  if (command === undefined) throw wrong("What is to be done?");
  if (more.length > 0) throw wrong(`"${more[0]}" is one word too many`);
  if (environment !== undefined && !isOneOf(environmentNames, environment)) {
    throw wrong(`There is no environment "${environment}"`);
  }
  if (command === "bootstrap") {
    if (environment === undefined) throw wrong("bootstrap needs --environment");
    if (stack !== undefined) throw wrong("--stack does not belong here");
    return { command, environment, pipeline: pipelineOf(pipeline, externalId) };
  }
  if (command === "diagram") {
    if (args.length > 1) throw wrong("diagram takes no options: it draws prod");
    return { command };
  }
  if (!isOneOf(lookingNames, command)) throw wrong(`There is no command "${command}"`);
  if (pipeline !== undefined || externalId !== undefined) throw wrong("--pipeline goes with bootstrap");
  return { command, environments: environment ? [environment] : environmentNames, stack };
}

function pipelineOf(arn: string | undefined, externalId: string | undefined): Pipeline | undefined {
  if (arn === undefined && externalId === undefined) return undefined;
  if (!arn || !externalId) throw wrong("--pipeline and --external-id go together");
  if (!/^arn:aws:iam::\d{12}:role\/.+$/.test(arn)) throw wrong(`--pipeline is no role's ARN: "${arn}"`);
  return { arn, externalId };
}

function parse(args: readonly string[]) {
  try {
    const option = { type: "string" } as const;
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { environment: option, stack: option, pipeline: option, "external-id": option },
    });
  } catch (error) {
    throw wrong(error instanceof Error ? (error.message.split(". ")[0] ?? "") : String(error));
  }
}

const isOneOf = <Name extends string>(names: readonly Name[], name: string): name is Name =>
  (names as readonly string[]).includes(name);

const wrong = (what: string) => new InfraError(`${what}\n${usage}`);
