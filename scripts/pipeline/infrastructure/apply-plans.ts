import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { PipelineError } from "../pipeline-error";
import { initialise, planStacks, terraform } from "./plan-stacks";
import type { Stack } from "./stacks";

/**
 * Applies the plans that were kept, each stack after those that it needs, and nothing that was not planned: Terraform
 * refuses a plan since which something changed. Then looks whether that was all, since a stack may follow from what
 * another one became. @throws PipelineError where Terraform fails, or where something is left
 */
export async function applyPlans(
  stacks: readonly Stack[],
  folder: string,
  say: (line: string) => void,
): Promise<void> {
  const planned = stacks.filter(({ id }) => existsSync(join(folder, `${id}.tfplan`)));
  const strange = plansIn(folder).find((id) => !stacks.some((stack) => stack.id === id));
  if (strange)
    throw new PipelineError(`${folder} has a plan of ${strange}, which is no stack of this environment.`);
  for (const stack of planned) {
    await initialise(stack);
    await terraform(stack, [0], "apply", "-auto-approve", resolve(folder, `${stack.id}.tfplan`));
    say(`${stack.id}: applied`);
  }
  if (planned.length === 0) return;
  const left = await planStacks(stacks, `${folder}-left`, say);
  if (left.length > 0) {
    throw new PipelineError(
      `Something follows from what was applied. Run the pipeline again:\n${left.join("\n")}`,
    );
  }
}

/** @throws PipelineError where there is no such folder */
function plansIn(folder: string): string[] {
  if (!existsSync(folder)) throw new PipelineError(`There is no folder ${folder}: infra-plan makes it.`);
  return readdirSync(folder)
    .filter((file) => file.endsWith(".tfplan"))
    .map((file) => file.slice(0, -".tfplan".length));
}
