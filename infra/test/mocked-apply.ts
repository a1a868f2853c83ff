import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { madeUp } from "../commands/offline";
import type { Terraform } from "../commands/terraform";
import { type WholeEnvironment, writeModules } from "./whole-environment";

/**
 * Whether AWS gives a type of resources an ARN: by what cdktf generated from the provider's schema, which takes Terraform
 * longer to print than all of this.
 */
function hasArn(type: string): boolean {
  const folder = type.slice("aws_".length).replaceAll("_", "-");
  const generated = join(__dirname, "../node_modules/@cdktf/provider-aws/lib", folder, "index.d.ts");
  return existsSync(generated) && /^ {4}get arn\(\): string;/m.test(readFileSync(generated, "utf8"));
}

/** What has to have a shape for others to take it, beside ARNs. */
const shapes: Record<string, Record<string, unknown>> = {
  aws_appconfig_application: { id: "abc1234" },
  aws_appconfig_configuration_profile: { configuration_profile_id: "abc1234" },
  aws_appconfig_deployment_strategy: { id: "abc1234" },
  aws_appconfig_environment: { environment_id: "abc1234" },
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
  const types = new Set(Object.values(modules).flatMap(({ resource = {} }) => Object.keys(resource)));
  const mocks = [...types].flatMap((type) => {
    const defaults = {
      ...(hasArn(type) && { arn: madeUp(`\${${type}.mocked.arn}`, 0) }),
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
