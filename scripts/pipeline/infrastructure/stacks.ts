import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { PipelineError } from "../pipeline-error";

export const environmentNames = ["dev", "staging", "prod"] as const;
export type EnvironmentName = (typeof environmentNames)[number];

export interface Stack {
  /** `staging-data` */
  id: string;
  /** Of its `cdk.tf.json`. */
  folder: string;
}

const manifestSchema = z.object({
  stacks: z.record(z.string(), z.object({ workingDirectory: z.string(), dependencies: z.array(z.string()) })),
});

/**
 * The stacks of an environment as `npm run infra -- synth` wrote them, each after those that it needs.
 * @throws PipelineError where there are none
 */
export function stacksOf(environment: EnvironmentName, synthesized: string): Stack[] {
  const { stacks } = readManifest(join(synthesized, "manifest.json"));
  const ordered: Stack[] = [];
  const visit = (id: string) => {
    const stack = stacks[id];
    if (!stack || ordered.some((done) => done.id === id)) return;
    for (const needed of stack.dependencies) visit(needed);
    ordered.push({ id, folder: join(synthesized, stack.workingDirectory) });
  };
  for (const id of Object.keys(stacks)) if (id.startsWith(`${environment}-`)) visit(id);
  if (ordered.length === 0) throw new PipelineError(`${synthesized} has no stack of ${environment}.`);
  return ordered;
}

function readManifest(file: string): z.infer<typeof manifestSchema> {
  try {
    return manifestSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    throw new PipelineError(
      `${file} is not there, or not what it should be: npm run infra -- synth writes it.`,
    );
  }
}
