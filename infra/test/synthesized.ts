import { existsSync, mkdirSync, renameSync, rmdirSync } from "node:fs";
import { join } from "node:path";
import { testGround } from "../../packages/testing/src/test-ground";
import { readStacks, type SynthesizedStack } from "../commands/synthesized-stack";
import { type EnvironmentName, environmentNames } from "../environments";
import { ofType, type Resource, resourcesOf } from "../policies/resources";

const read = new Map<EnvironmentName, SynthesizedStack[]>();

/** The stacks of one environment; made once for all test files, by the first that asks. */
export function stacksOf(environment: EnvironmentName): SynthesizedStack[] {
  const stacks = read.get(environment) ?? readStacks(synthesizedOnce(environment));
  read.set(environment, stacks);
  return stacks;
}

/** Every stack of every environment. */
export const allStacks = (): SynthesizedStack[] => environmentNames.flatMap(stacksOf);

/** What one stack makes, of one type. */
export function resources(environment: EnvironmentName, stack: string, type: string): Resource[] {
  const found = stacksOf(environment).filter(({ name }) => name === stack);
  return ofType(found.flatMap(resourcesOf), type);
}

function synthesizedOnce(environment: EnvironmentName): string {
  const shared = join(testGround().sharedFolder, "infra");
  const folder = join(shared, environment);
  const lock = `${folder}.lock`;
  mkdirSync(shared, { recursive: true });
  while (!existsSync(folder)) {
    if (!took(lock)) {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
      continue;
    }
    try {
      // Loaded here only: it takes longer than to read what it made.
      const { synthesize } =
        jest.requireActual<typeof import("../commands/synthesize")>("../commands/synthesize");
      if (!existsSync(folder)) {
        synthesize([environment], `${folder}.unfinished`);
        renameSync(`${folder}.unfinished`, folder);
      }
    } finally {
      rmdirSync(lock);
    }
  }
  return folder;
}

/** A folder is made by one alone. */
function took(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch {
    return false;
  }
}
