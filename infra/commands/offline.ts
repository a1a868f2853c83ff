import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { SynthesizedStack } from "./synthesized-stack";

/** Beside a stack's JSON Terraform merges what ends in `_override.tf.json` into it. */
const overrideFile = "offline_override.tf.json";

/** Lets a provider plan without an account: it believes whatever it is told, and asks nobody. */
const credulous = {
  access_key: "offline",
  secret_key: "offline",
  skip_credentials_validation: true,
  skip_requesting_account_id: true,
  skip_metadata_api_check: "true",
  skip_region_validation: true,
  max_retries: 1,
  allowed_account_ids: [],
};

const remoteState = "cross-stack-reference-input-";

/**
 * Makes synthesized stacks ones that can be planned on a machine without an account: their state lies in a file, and
 * that of the stacks they read from holds outputs made up. Only for a folder that nothing is ever deployed from.
 */
export function takeOffline(stacks: readonly SynthesizedStack[], stateFolder: string): void {
  mkdirSync(stateFolder, { recursive: true });
  const stateOf = (id: string) => join(stateFolder, `${id}.tfstate`);
  for (const { environment, name, folder, json } of stacks) {
    const id = `${environment}-${name}`;
    const inputs = Object.keys(json.data?.terraform_remote_state ?? {}).map((input) => [
      input,
      { backend: "local", config: { path: stateOf(input.slice(remoteState.length)) } },
    ]);
    const override = {
      // Where the stack's own resources would be noted: never beside what others read from it.
      terraform: { backend: { local: { path: stateOf(`${id}.own`) } } },
      provider: {
        aws: json.provider.aws.map(({ alias }) => ({ ...(alias && { alias }), ...credulous })),
      },
      ...(inputs.length > 0 && { data: { terraform_remote_state: Object.fromEntries(inputs) } }),
    };
    writeFileSync(join(folder, overrideFile), JSON.stringify(override, null, 2));
    writeFileSync(stateOf(id), JSON.stringify(madeUpState(json.output ?? {}), null, 2));
  }
}

function madeUpState(outputs: NonNullable<SynthesizedStack["json"]["output"]>) {
  return {
    version: 4,
    terraform_version: "1.11.0",
    serial: 1,
    lineage: "00000000-0000-4000-8000-000000000000",
    outputs: Object.fromEntries(
      Object.entries(outputs).map(([name, { value }], index) => [
        name,
        { ...madeUpOutput(String(value), index), sensitive: true },
      ]),
    ),
    resources: [],
    check_results: null,
  };
}

const madeUpOutput = (expression: string, index: number) =>
  isList.test(expression)
    ? { value: ["first", "second", "third"], type: ["list", "string"] }
    : { value: madeUp(expression, index), type: "string" };

/** The only lists among what stacks tell each other: the tokens by which SES signs mails. */
const isList = /\.tokens\}$/;

/** Something of the shape that `${aws_vpc.vpc.id}` has, so that the provider's checks let it through. */
export function madeUp(expression: string, index: number): string {
  const [, type = "", label = "", attribute = ""] = /^\$\{(\w+)\.([\w-]+)\.(\w+)\}$/.exec(expression) ?? [];
  const account = "000000000000";
  const hex = (index + 1).toString(16).padStart(17, "0");
  const name = label.toLowerCase().replaceAll("_", "-");
  const arns: Record<string, string> = {
    aws_kms_key: `arn:aws:kms:eu-west-1:${account}:key/00000000-0000-4000-8000-${hex.slice(-12)}`,
    aws_s3_bucket: `arn:aws:s3:::${name}`,
    aws_iam_role: `arn:aws:iam::${account}:role/${name}`,
    aws_sns_topic: `arn:aws:sns:eu-west-1:${account}:${name}`,
    aws_sqs_queue: `arn:aws:sqs:eu-west-1:${account}:${name}`,
    aws_dynamodb_table: `arn:aws:dynamodb:eu-west-1:${account}:table/${name}`,
    aws_kinesis_stream: `arn:aws:kinesis:eu-west-1:${account}:stream/${name}`,
  };
  const ids: Record<string, string> = {
    aws_vpc: `vpc-${hex}`,
    aws_subnet: `subnet-${hex}`,
    aws_security_group: `sg-${hex}`,
  };
  switch (attribute) {
    case "arn":
      return arns[type] ?? `arn:aws:${type.split("_")[1]}:eu-west-1:${account}:${name}`;
    case "id":
      return ids[type] ?? name;
    case "url":
      return `https://sqs.eu-west-1.amazonaws.com/${account}/${name}`;
    default:
      return name;
  }
}
