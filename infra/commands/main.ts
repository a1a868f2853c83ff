import { writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { drawStacks } from "../diagram/draw";
import { bootstrap } from "./bootstrap";
import { costTable } from "./cost";
import { InfraError } from "./infra-error";
import { takeOffline } from "./offline";
import { type InfraOptions, readOptions } from "./options";
import { synthesize } from "./synthesize";
import { countResources, type SynthesizedStack } from "./synthesized-stack";
import { findTerraform } from "./terraform";
import { plan, validate } from "./validate";

// The library by which cdktf packs lambdas uses what Node will take away some day: nothing that an operator could mend.
process.noDeprecation = true;

const folder = join(__dirname, "stacks");
const offlineFolder = join(__dirname, "offline");
const lookedAtFolder = join(__dirname, "looked-at");

const diagram = join(__dirname, "../../docs/infrastructure.svg");

/** It lies with the sources: CloudFormation reads it as it is. */
const template = join(__dirname, "../../infra/bootstrap/template.json");

type Looking = Extract<InfraOptions, { environments: unknown }>;

const say = (line: string) => process.stdout.write(`${line}\n`);
const seconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(1)} s`;
const idOf = ({ environment, name }: SynthesizedStack) => `${environment}-${name}`;

/** `npm run infra`: writes the stacks, has Terraform look at them, and makes an account ready for them. */
async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  switch (options.command) {
    case "bootstrap":
      return bootstrap(options.environment, template, options.pipeline);
    case "synth":
      return synth(options);
    case "validate":
      return look(options, validate);
    case "plan":
      return look(options, plan);
    case "cost":
      say(costTable(chosen(synthesize(options.environments, lookedAtFolder), options)));
      return;
    case "diagram":
      writeFileSync(diagram, drawStacks(synthesize(["prod"], lookedAtFolder)));
      say(`Drew ${relative(process.cwd(), diagram)}.`);
      return;
  }
}

async function look(options: Looking, ask: typeof plan): Promise<void> {
  const stacks = synthesize(options.environments, offlineFolder);
  const wanted = chosen(stacks, options);
  takeOffline(stacks, join(offlineFolder, "state"));
  const terraform = findTerraform();
  if (!terraform) {
    say(`There is no terraform on this machine. Skipped ${options.command} of:`);
    for (const stack of wanted) say(`  ${idOf(stack)}`);
    return;
  }
  try {
    for (const stack of wanted) {
      const startedAt = performance.now();
      say(`${idOf(stack)}: ${await ask(terraform, stack)} (${seconds(startedAt)})`);
    }
  } finally {
    terraform.close();
  }
}

function synth(options: Looking): void {
  const startedAt = performance.now();
  const stacks = synthesize(options.environments, folder);
  for (const stack of chosen(stacks, options)) {
    say(`${idOf(stack)}: ${countResources(stack)} resources, ${join(stack.folder, "cdk.tf.json")}`);
  }
  const mib = Math.round(process.resourceUsage().maxRSS / 1024);
  say(`${stacks.length} stacks in ${seconds(startedAt)} and ${mib} MiB.`);
}

function chosen(stacks: SynthesizedStack[], { stack: name }: Looking): SynthesizedStack[] {
  if (name === undefined) return stacks;
  const found = stacks.filter((stack) => stack.name === name);
  if (found.length > 0) return found;
  const names = [...new Set(stacks.map((stack) => stack.name))].join(", ");
  throw new InfraError(`There is no stack "${name}". There are: ${names}.`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof InfraError ? error.message : Object(error).stack}\n`);
  process.exitCode = 1;
});
