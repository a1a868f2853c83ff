import { mkdirSync, rmSync } from "node:fs";
import { App } from "cdktf";
import { type EnvironmentName, environments } from "../environments";
import { addEnvironment } from "../shop-stacks";
import { readStacks, type SynthesizedStack } from "./synthesized-stack";

/** Writes the Terraform JSON of these environments' stacks into a folder, in place of what was there. */
export function synthesize(names: readonly EnvironmentName[], outdir: string): SynthesizedStack[] {
  rmSync(outdir, { recursive: true, force: true });
  mkdirSync(outdir, { recursive: true });
  const app = new App({ outdir });
  for (const name of names) addEnvironment(app, environments[name]);
  app.synth();
  return readStacks(outdir);
}
