import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { madeUp } from "../commands/offline";
import type { StackJson, SynthesizedStack } from "../commands/synthesize";
import type { Terraform } from "../commands/terraform";

interface Schema {
  provider_schemas: Record<
    string,
    { resource_schemas: Record<string, { block: { attributes: Record<string, { computed?: boolean }> } }> }
  >;
}

/** Which types of resources AWS gives an ARN; Terraform must be initialised in the folder. */
export async function typesWithArn(terraform: Terraform, { folder }: SynthesizedStack): Promise<Set<string>> {
  const schema = JSON.parse(await terraform.run(folder, "providers", "schema", "-json")) as Schema;
  const [provider] = Object.values(schema.provider_schemas);
  const types = Object.entries(provider?.resource_schemas ?? {});
  return new Set(types.filter(([, { block }]) => block.attributes.arn?.computed).map(([type]) => type));
}

/** What has to have a shape for others to take it, beside ARNs. */
const shapes: Record<string, Record<string, string>> = { aws_eip: { public_ip: "192.0.2.1" } };

/**
 * Has Terraform apply a stack that was taken offline, with a provider that makes everything up. Gives its last word:
 * `Success! 1 passed, 0 failed.`
 */
export async function applyMocked(
  terraform: Terraform,
  stack: SynthesizedStack,
  withArn: ReadonlySet<string>,
): Promise<string> {
  const { folder, json } = stack;
  writeFileSync(join(folder, "cdk.tf.json"), madeUpTwin(json));
  const mocks = Object.keys(json.resource ?? {}).flatMap((type) => {
    const defaults = {
      ...(withArn.has(type) && { arn: madeUp(`\${${type}.mocked.arn}`, 0) }),
      ...shapes[type],
    };
    if (Object.keys(defaults).length === 0) return [];
    return [`  mock_resource "${type}" {\n    defaults = ${JSON.stringify(defaults)}\n  }\n`];
  });
  const anyPolicy = JSON.stringify(JSON.stringify({ Version: "2012-10-17", Statement: [] }));
  const document = `  mock_data "aws_iam_policy_document" {\n    defaults = { json = ${anyPolicy} }\n  }\n`;
  writeFileSync(
    join(folder, "apply.tftest.hcl"),
    `mock_provider "aws" {\n${document}${mocks.join("")}}\nrun "apply" {\n  command = apply\n}\n`,
  );
  const printed = await terraform.run(folder, "test");
  return /^(Success|Failure)!.*$/m.exec(printed)?.[0] ?? printed;
}

/**
 * No provider that makes things up knows of ephemeral values, so a word stands for each; and what was made is cleared
 * away again, protected or not.
 */
const madeUpTwin = ({ ephemeral, ...json }: StackJson): string =>
  JSON.stringify(json, null, 1)
    .replaceAll(/\$\{ephemeral\.[^}]+\}/g, "made up")
    .replaceAll('"prevent_destroy": true', '"prevent_destroy": false');
