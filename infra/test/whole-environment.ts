import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { countResources, type StackJson, type SynthesizedStack } from "../commands/synthesized-stack";

/** All stacks of an environment as modules of one root, so that Terraform loads its provider once for all of them. */
export interface WholeEnvironment {
  folder: string;
  /** How many resources are in it. */
  count: number;
  root: RootJson;
  /** By the stack's name, which its folder has, too. */
  modules: Record<string, StackJson>;
}

interface RootJson {
  terraform: { required_providers: unknown };
  provider: { aws: Provider[] };
  module: Record<string, { source: string; providers: Record<string, string> }>;
}

type Provider = { alias?: string } & Record<string, unknown>;
type Written = StackJson & { terraform: { required_providers: { aws: Record<string, unknown> } } };

/** Puts stacks that were taken offline together. */
export function wholeEnvironment(stacks: readonly SynthesizedStack[], folder: string): WholeEnvironment {
  const providers = new Map<string, Provider>();
  const root: RootJson = { terraform: { required_providers: {} }, provider: { aws: [] }, module: {} };
  const modules: WholeEnvironment["modules"] = {};
  for (const { name, folder: from, json } of stacks) {
    const { provider, terraform, ...rest } = json as Written;
    const offline = JSON.parse(readFileSync(join(from, "offline_override.tf.json"), "utf8")) as Written;
    for (const [index, one] of provider.aws.entries()) {
      providers.set(one.alias ?? "", { ...one, ...offline.provider.aws[index] });
    }
    const aliases = provider.aws.flatMap(({ alias }) => (alias ? [`aws.${alias}`] : []));
    const { aws } = terraform.required_providers;
    root.terraform.required_providers = { aws };
    root.module[name] = {
      source: `./${name}`,
      providers: Object.fromEntries(["aws", ...aliases].map((each) => [each, each])),
    };
    const written: Omit<Written, "provider"> = {
      ...rest,
      data: { ...rest.data, ...offline.data },
      terraform: { required_providers: { aws: { ...aws, configuration_aliases: aliases } } },
    };
    modules[name] = written as Written;
    takeFiles(from, folder);
  }
  root.provider.aws = [...providers.values()];
  const count = stacks.reduce((sum, stack) => sum + countResources(stack), 0);
  const whole = { folder, root, modules, count };
  writeModules(whole);
  return whole;
}

/** Files of lambdas are looked for where Terraform runs. */
function takeFiles(from: string, to: string): void {
  const files = join(from, "assets");
  if (existsSync(files)) cpSync(files, join(to, "assets"), { recursive: true });
}

/** Writes all of it, each module as `rewrite` would have it. */
export function writeModules(
  { folder, root, modules }: WholeEnvironment,
  rewrite = (json: string) => json,
): void {
  for (const [name, json] of Object.entries(modules)) {
    mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, name, "main.tf.json"), rewrite(JSON.stringify(json, null, 1)));
  }
  writeFileSync(join(folder, "main.tf.json"), JSON.stringify(root, null, 1));
}
