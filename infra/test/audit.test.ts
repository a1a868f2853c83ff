import { environmentNames, environments } from "../environments";
import { refersTo } from "../policies/resources";
import { resources } from "./synthesized";

type Config = Record<string, unknown>;
type Names = (typeof environmentNames)[number];
const made = (type: string, environment: Names = "prod") =>
  resources(environment, "audit", type).map(({ config }) => config);

test.each(environmentNames)(
  "CloudTrail notes what is done to %s, in every region, so that a change shows",
  (name) => {
    const [trail] = made("aws_cloudtrail", name);

    expect(trail).toMatchObject({
      is_multi_region_trail: true,
      include_global_service_events: true,
      enable_log_file_validation: true,
      kms_key_id: expect.stringContaining("aws_kms_key."),
      cloud_watch_logs_group_arn: expect.stringContaining("aws_cloudwatch_log_group."),
    });
  },
);

test("what it noted can't be taken away for a year, and is gone some time after", () => {
  const [bucket] = resources("prod", "audit", "aws_s3_bucket");
  const [lock] = made("aws_s3_bucket_object_lock_configuration") as [Config];
  const [lifecycle] = made("aws_s3_bucket_lifecycle_configuration") as [Config];

  expect(made("aws_cloudtrail").map(({ s3_bucket_name }) => refersTo(s3_bucket_name, bucket!))).toEqual([
    true,
  ]);
  const { default_retention: kept } = Object(lock.rule);
  expect(refersTo(lock.bucket, bucket!)).toBe(true);
  expect(kept).toEqual({ mode: "GOVERNANCE", days: 365 });
  expect(Object(lifecycle.rule)[0].expiration[0].days).toBeGreaterThan(kept.days);
});

test("AWS Config has a bucket without a lock, since to a locked one it delivers nothing", () => {
  const [locked] = made("aws_s3_bucket_object_lock_configuration").map(({ bucket }) => bucket);
  const [channel] = made("aws_config_delivery_channel") as [Config];
  const buckets = resources("prod", "audit", "aws_s3_bucket");

  const [told] = buckets.filter((bucket) => refersTo(channel.s3_bucket_name, bucket));
  expect(told!.config.bucket).toContain("config");
  expect(refersTo(locked, told!)).toBe(false);
});

test("only this account's trail and recorder write there", () => {
  const { account } = environments.prod;
  const documents = made("aws_iam_policy_document").map((document) => document.statement as Config[]);

  const writing = documents
    .flat()
    .filter((statement) => JSON.stringify(statement).includes("s3:x-amz-acl"))
    .map(({ principals, condition }) => [
      Object(principals)[0].identifiers[0],
      (condition as { values: string[] }[]).at(-1)!.values[0],
    ]);

  expect(writing).toEqual([
    ["cloudtrail.amazonaws.com", `arn:aws:cloudtrail:eu-west-1:${account}:trail/shopeasy-prod-trail`],
    ["config.amazonaws.com", account],
  ]);
});

test("GuardDuty looks at buckets, sign-ins to databases, lambdas, and into tasks", () => {
  const features = made("aws_guardduty_detector_feature");

  expect(features.map(({ name, status }) => `${name} ${status}`).sort()).toEqual([
    "LAMBDA_NETWORK_LOGS ENABLED",
    "RDS_LOGIN_EVENTS ENABLED",
    "RUNTIME_MONITORING ENABLED",
    "S3_DATA_EVENTS ENABLED",
  ]);
  expect(JSON.stringify(features)).toContain('{"name":"ECS_FARGATE_AGENT_MANAGEMENT","status":"ENABLED"}');
});

test("what GuardDuty, Inspector and the access analyzer find wakes people, and says why and where to look", () => {
  const targets = made("aws_cloudwatch_event_target");
  const sources = made("aws_cloudwatch_event_rule").map(
    ({ event_pattern: pattern }) => JSON.parse(String(pattern)).source[0],
  );

  expect(sources.sort()).toEqual(["aws.access-analyzer", "aws.guardduty", "aws.inspector2"]);
  for (const { arn, input_transformer: message } of targets) {
    const { input_paths: paths, input_template: template } = Object(message);

    const words = [...String(template).matchAll(/<(\w+)>/g)].map(([, word]) => word);
    expect(String(arn)).toContain("on-call");
    expect(words.sort()).toEqual(Object.keys(paths).sort());
    expect(template).toContain("Runbook: docs/runbooks/account-security.md");
  }
});

test("EventBridge may publish to the topic that wakes people, and use its key", () => {
  const documents = resources("prod", "foundation", "aws_iam_policy_document").map(
    ({ config }) => config.statement,
  );

  const allowed = documents
    .flat()
    .filter((statement) => JSON.stringify(statement).includes('"events.amazonaws.com"'))
    .map((statement) => [Object(statement).actions, Object(statement).condition]);
  expect(allowed).toContainEqual([["sns:Publish"], undefined]);
  expect(allowed).toContainEqual([["kms:GenerateDataKey*", "kms:Decrypt"], undefined]);
});

test("the account keeps what CIS asks for, whoever makes something in it", () => {
  expect(made("aws_s3_account_public_access_block")).toHaveLength(1);
  expect(made("aws_ebs_encryption_by_default")).toEqual([expect.objectContaining({ enabled: true })]);
  expect(made("aws_iam_account_password_policy")).toEqual([
    expect.objectContaining({ minimum_password_length: 14, password_reuse_prevention: 24 }),
  ]);
  expect(made("aws_securityhub_standards_subscription")).toEqual([
    expect.objectContaining({ standards_arn: expect.stringContaining("cis-aws-foundations-benchmark") }),
  ]);
});

test("Config records everything, and its rules wait until it does", () => {
  const [recorder] = made("aws_config_configuration_recorder") as [Config];
  const rules = made("aws_config_config_rule");

  expect(recorder.recording_group).toMatchObject({ all_supported: true });
  expect(rules.length).toBeGreaterThan(5);
  for (const { depends_on: after } of rules) {
    expect(String(after)).toContain("aws_config_configuration_recorder_status");
  }
});
