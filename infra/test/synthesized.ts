import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type SynthesizedStack, synthesize } from "../commands/synthesize";
import { type EnvironmentName, environmentNames } from "../environments";
import { ofType, type Resource, resourcesOf } from "../policies/resources";

const folder = mkdtempSync(join(tmpdir(), "shopeasy-infra-"));
const made = new Map<EnvironmentName, SynthesizedStack[]>();

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The stacks of one environment; made once for a test file. */
export function stacksOf(environment: EnvironmentName): SynthesizedStack[] {
  const stacks = made.get(environment) ?? synthesize([environment], join(folder, environment));
  made.set(environment, stacks);
  return stacks;
}

/** Every stack of every environment. */
export const allStacks = (): SynthesizedStack[] => environmentNames.flatMap(stacksOf);

/** What one stack makes, of one type. */
export function resources(environment: EnvironmentName, stack: string, type: string): Resource[] {
  const found = stacksOf(environment).filter(({ name }) => name === stack);
  return ofType(found.flatMap(resourcesOf), type);
}
