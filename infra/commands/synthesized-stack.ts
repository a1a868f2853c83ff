import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { EnvironmentName } from "../environments";

type Blocks = Record<string, Record<string, Record<string, unknown>>>;

/** A stack's Terraform JSON, as far as it is read here. */
export interface StackJson {
  /** By label, from which policies a resource is excepted, and why. */
  "//"?: { exceptions?: Record<string, Record<string, string>> };
  resource?: Blocks;
  data?: Blocks;
  output?: Record<string, { value: unknown; sensitive?: boolean }>;
  provider: { aws: { alias?: string }[] };
  ephemeral?: Blocks;
}

export interface SynthesizedStack {
  environment: EnvironmentName;
  /** `network` */
  name: string;
  /** The folder of its `cdk.tf.json`. */
  folder: string;
  json: StackJson;
}

interface Manifest {
  stacks: Record<string, { workingDirectory: string; synthesizedStackPath: string }>;
}

/** The stacks that were written into a folder. */
export function readStacks(outdir: string): SynthesizedStack[] {
  const { stacks } = JSON.parse(readFileSync(join(outdir, "manifest.json"), "utf8")) as Manifest;
  return Object.entries(stacks).map(([id, { workingDirectory, synthesizedStackPath }]) => {
    const [environment, ...name] = id.split("-");
    return {
      environment: environment as EnvironmentName,
      name: name.join("-"),
      folder: join(outdir, workingDirectory),
      json: JSON.parse(readFileSync(join(outdir, synthesizedStackPath), "utf8")) as StackJson,
    };
  });
}

/** How many resources a stack makes. */
export const countResources = ({ json }: Pick<SynthesizedStack, "json">): number =>
  Object.values(json.resource ?? {}).reduce((count, named) => count + Object.keys(named).length, 0);
