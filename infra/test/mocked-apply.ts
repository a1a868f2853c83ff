import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { madeUp } from "../commands/offline";
import type { Terraform } from "../commands/terraform";
import { type WholeEnvironment, writeModules } from "./whole-environment";

interface Schema {
  provider_schemas: Record<
    string,
    { resource_schemas: Record<string, { block: { attributes: Record<string, { computed?: boolean }> } }> }
  >;
}

/** Which types of resources AWS gives an ARN; Terraform must be initialised in the folder. */
async function typesWithArn(terraform: Terraform, folder: string): Promise<Set<string>> {
  const schema = JSON.parse(await terraform.run(folder, "providers", "schema", "-json")) as Schema;
  const [provider] = Object.values(schema.provider_schemas);
  const types = Object.entries(provider?.resource_schemas ?? {});
  return new Set(types.filter(([, { block }]) => block.attributes.arn?.computed).map(([type]) => type));
}

/** What has to have a shape for others to take it, beside ARNs. */
const shapes: Record<string, Record<string, unknown>> = {
  aws_eip: { public_ip: "192.0.2.1" },
  aws_acm_certificate: {
    domain_validation_options: [
      {
        domain_name: "shopeasy.example",
        resource_record_name: "_proof.shopeasy.example",
        resource_record_type: "CNAME",
        resource_record_value: "_proof.acm-validations.aws",
      },
    ],
  },
};

/**
 * Has Terraform apply an environment that was planned, with a provider that makes everything up. Gives its last word:
 * `Success! 1 passed, 0 failed.`
 */
export async function applyMocked(terraform: Terraform, whole: WholeEnvironment): Promise<string> {
  const { folder, root, modules } = whole;
  writeModules(whole, madeUpTwin);
  const withArn = await typesWithArn(terraform, folder);
  const types = new Set(Object.values(modules).flatMap(({ resource = {} }) => Object.keys(resource)));
  const mocks = [...types].flatMap((type) => {
    const defaults = {
      ...(withArn.has(type) && { arn: madeUp(`\${${type}.mocked.arn}`, 0) }),
      ...shapes[type],
    };
    if (Object.keys(defaults).length === 0) return [];
    return [`  mock_resource "${type}" {\n    defaults = ${JSON.stringify(defaults)}\n  }\n`];
  });
  const anyPolicy = JSON.stringify(JSON.stringify({ Version: "2012-10-17", Statement: [] }));
  const document = `  mock_data "aws_iam_policy_document" {\n    defaults = { json = ${anyPolicy} }\n  }\n`;
  const providers = root.provider.aws.map(
    ({ alias }) =>
      `mock_provider "aws" {\n${alias ? `  alias = "${alias}"\n` : ""}${document}${mocks.join("")}}\n`,
  );
  writeFileSync(
    join(folder, "apply.tftest.hcl"),
    `${providers.join("")}run "apply" {\n  command = apply\n}\n`,
  );
  const printed = await terraform.run(folder, "test");
  return /^(Success|Failure)!.*$/m.exec(printed)?.[0] ?? printed;
}

/**
 * No provider that makes things up knows of ephemeral values, so a word stands for each; and what was made is cleared
 * away again, protected or not.
 */
const madeUpTwin = (json: string): string => {
  const { ephemeral: _, ...rest } = JSON.parse(json);
  return JSON.stringify(rest, null, 1)
    .replaceAll(/\$\{ephemeral\.[^}]+\}/g, "made up")
    .replaceAll('"prevent_destroy": true', '"prevent_destroy": false');
};
