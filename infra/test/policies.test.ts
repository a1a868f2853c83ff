import { environmentNames } from "../environments";
import { policies } from "../policies/policies";
import { faultsOf } from "../policies/policy";
import { type Resource, resourcesOf } from "../policies/resources";
import { allStacks } from "./synthesized";

describe.each(environmentNames)("%s", (environment) => {
  test.each(policies)("keeps to the policy $name", (policy) => {
    const stacks = allStacks().filter((stack) => stack.environment === environment);

    const faults = stacks.flatMap((stack) => faultsOf(policy, resourcesOf(stack)));

    expect(faults).toEqual([]);
  });
});

const resource = (type: string, config: Record<string, unknown>, exceptions = {}): Resource => ({
  at: `prod-data ${type}.one`,
  address: `${type}.one`,
  type,
  config,
  exceptions,
});
const policyOf = (name: string) => policies.find((policy) => policy.name === name)!;

const broken: [policy: string, problem: string, Resource][] = [
  ["encrypted", "needs kms_master_key_id", resource("aws_sqs_queue", { name: "shopeasy-prod-orders" })],
  ["encrypted", "needs protocol", resource("aws_lb_listener", { protocol: "HTTP" })],
  ["encrypted", "answers without TLS", resource("aws_sns_topic", { kms_master_key_id: "aws_kms_key" })],
  ["encrypted", "has no versioning", resource("aws_s3_bucket", {})],
  ["encrypted", "without TLS", resource("aws_db_parameter_group", { parameter: [] })],
  ["kept-logs", "for ever", resource("aws_cloudwatch_log_group", {})],
  ["named", "is called orders", resource("aws_sqs_queue", { name: "orders" })],
  ["named", "AWS refuses", resource("aws_security_group", { name: "shopeasy-prod-a", description: "a's" })],
  [
    "narrow-permissions",
    "the action s3:*",
    resource("aws_iam_policy_document", {
      statement: [{ actions: ["s3:*"], resources: ["arn:aws:s3:::a"] }],
    }),
  ],
  [
    "narrow-permissions",
    "on every resource",
    resource("aws_iam_policy_document", { statement: [{ actions: ["s3:GetObject"], resources: ["*"] }] }),
  ],
  [
    "narrow-permissions",
    "anybody",
    resource("aws_iam_policy_document", {
      statement: [
        { actions: ["s3:GetObject"], resources: ["arn:aws:s3:::a"], principals: [{ identifiers: ["*"] }] },
      ],
    }),
  ],
  ["not-public", "can be made public", resource("aws_s3_bucket", {})],
  [
    "not-public",
    "lets the internet in",
    resource("aws_vpc_security_group_ingress_rule", {
      cidr_ipv4: "0.0.0.0/0",
      from_port: 5432,
      to_port: 5432,
    }),
  ],
  ["not-public", "may face the internet", resource("aws_db_instance", { publicly_accessible: true })],
  ["not-public", "may face the internet", resource("aws_cloudfront_distribution", {})],
  ["protected", "can be destroyed", resource("aws_dynamodb_table", {})],
  ["protected", "goes with its backups", resource("aws_backup_vault", { force_destroy: true })],
  ["protected", "under a week", resource("aws_db_instance", { backup_retention_period: 1 })],
  ["telling-alarms", "wakes nobody", resource("aws_cloudwatch_metric_alarm", { alarm_actions: [] })],
  [
    "telling-alarms",
    "who is hurt",
    resource("aws_cloudwatch_metric_alarm", { alarm_description: "High CPU" }),
  ],
  ["watched-queues", "no dead-letter queue", resource("aws_sqs_queue", { name: "shopeasy-prod-orders" })],
  [
    "watched-queues",
    "fills without an alarm",
    resource("aws_sqs_queue", { name: "shopeasy-prod-orders-dlq" }),
  ],
];

test.each(broken)("the policy %s finds what %s", (policy, problem, by) => {
  const faults = faultsOf(policyOf(policy), [by]);

  expect(faults.join("\n")).toContain(problem);
});

test("an exception lets a resource be, and one that nothing needs is a fault", () => {
  const wide = { statement: [{ actions: ["s3:*"], resources: ["arn:aws:s3:::a"] }] };
  const narrow = { statement: [{ actions: ["s3:GetObject"], resources: ["arn:aws:s3:::a/b"] }] };
  const excepted = { "narrow-permissions": "It is for a test." };

  const [needed, idle] = [wide, narrow].map((config) =>
    faultsOf(policyOf("narrow-permissions"), [resource("aws_iam_policy_document", config, excepted)]),
  );

  expect(needed).toEqual([]);
  expect(idle).toEqual([expect.stringContaining("take the exception away")]);
});
