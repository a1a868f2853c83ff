import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { runProgram } from "../run-program";
import type { Stack } from "./stacks";

const environment = { TF_IN_AUTOMATION: "1", TF_INPUT: "0", CHECKPOINT_DISABLE: "1" };

export const terraform = (stack: Stack, codes: readonly number[], ...args: string[]) =>
  runProgram("terraform", [...args, "-no-color"], { cwd: stack.folder, environment, codes });

export const initialise = (stack: Stack) => terraform(stack, [0], "init", "-reconfigure");

/**
 * Has Terraform compare stacks with what is there, and keeps the plan of each that would change: `<stack>.tfplan` to be
 * applied, `<stack>.txt` to be read. Gives a line for each of those: `staging-data: 1 to add, 0 to change, 0 to destroy`.
 * @throws PipelineError with what Terraform says
 */
export async function planStacks(
  stacks: readonly Stack[],
  folder: string,
  say: (line: string) => void,
): Promise<string[]> {
  // What an earlier run left is not to be applied.
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const changes: string[] = [];
  for (const stack of stacks) {
    const change = await planStack(stack, folder);
    say(`${stack.id}: ${change ?? "no changes"}`);
    if (change) changes.push(`${stack.id}: ${change}`);
  }
  return changes;
}

/** What a plan would change, in Terraform's words; null where nothing would. */
async function planStack(stack: Stack, folder: string): Promise<string | null> {
  const file = resolve(folder, `${stack.id}.tfplan`);
  await initialise(stack);
  // It exits with 2 where something would change: also if that is an output alone.
  const { code } = await terraform(stack, [0, 2], "plan", "-detailed-exitcode", `-out=${file}`);
  if (code === 0) {
    rmSync(file);
    return null;
  }
  const { output } = await terraform(stack, [0], "show", file);
  writeFileSync(join(folder, `${stack.id}.txt`), output);
  return /^Plan: (.*?)\.?$/m.exec(output)?.[1] ?? "outputs only";
}
