import type { Policy, Violation } from "./policy";
import { ofType, type Resource, refersTo } from "./resources";

type Config = Record<string, unknown>;

/** What each kind of thing that holds data must have; a path leads through blocks. */
const needs: Record<string, Record<string, unknown>> = {
  aws_backup_vault: { kms_key_arn: "a key" },
  aws_cloudfront_distribution: {
    "default_cache_behavior.viewer_protocol_policy": "redirect-to-https",
    "viewer_certificate.minimum_protocol_version": "TLSv1.2_2021",
  },
  aws_cloudtrail: { kms_key_id: "a key" },
  aws_cloudwatch_log_group: { kms_key_id: "a key" },
  aws_db_instance: { storage_encrypted: true, kms_key_id: "a key", performance_insights_kms_key_id: "a key" },
  aws_dynamodb_table: {
    "server_side_encryption.enabled": true,
    "server_side_encryption.kms_key_arn": "a key",
  },
  aws_ecr_repository: {
    "encryption_configuration.encryption_type": "KMS",
    "encryption_configuration.kms_key": "a key",
  },
  aws_elasticache_replication_group: {
    at_rest_encryption_enabled: "true",
    kms_key_id: "a key",
    transit_encryption_enabled: true,
    transit_encryption_mode: "required",
  },
  aws_kinesis_firehose_delivery_stream: {
    "server_side_encryption.key_arn": "a key",
    "extended_s3_configuration.kms_key_arn": "a key",
  },
  aws_kinesis_stream: { encryption_type: "KMS", kms_key_id: "a key" },
  aws_kms_key: { enable_key_rotation: true },
  aws_lb_listener: { protocol: "HTTPS" },
  aws_s3_bucket_server_side_encryption_configuration: {
    "rule.apply_server_side_encryption_by_default.sse_algorithm": "aws:kms",
    "rule.apply_server_side_encryption_by_default.kms_master_key_id": "a key",
  },
  aws_secretsmanager_secret: { kms_key_id: "a key" },
  aws_sesv2_configuration_set: { "delivery_options.tls_policy": "REQUIRE" },
  aws_sns_topic: { kms_master_key_id: "a key" },
  aws_sqs_queue: { kms_master_key_id: "a key" },
};

/** What takes requests by HTTP, and the policy in which it must refuse those without TLS. */
const refuseWithoutTls: Record<string, { policy: string; by: string }> = {
  aws_s3_bucket: { policy: "aws_s3_bucket_policy", by: "bucket" },
  aws_sns_topic: { policy: "aws_sns_topic_policy", by: "arn" },
  aws_sqs_queue: { policy: "aws_sqs_queue_policy", by: "queue_url" },
};

const at = (config: Config, path: string): unknown =>
  path
    .split(".")
    .reduce<unknown>((value, name) => Object(Array.isArray(value) ? value[0] : value)[name], config);

function atRest(by: Resource): Violation[] {
  return Object.entries(needs[by.type] ?? {}).flatMap(([path, wanted]) => {
    const value = at(by.config, path);
    const isMet = wanted === "a key" ? String(value ?? "").includes("kms_key") : value === wanted;
    return isMet ? [] : [{ by, problem: `needs ${path} to be ${String(wanted)}` }];
  });
}

function inTransit(by: Resource, resources: readonly Resource[]): Violation[] {
  const wanted = refuseWithoutTls[by.type];
  if (!wanted) return [];
  const policy = ofType(resources, wanted.policy).find(({ config }) => refersTo(config[wanted.by], by));
  const document = ofType(resources, "aws_iam_policy_document").find((one) =>
    String(policy?.config.policy).includes(`data.${one.address}.`),
  );
  const refuses = JSON.stringify(document?.config.statement ?? "").includes("aws:SecureTransport");
  return refuses ? [] : [{ by, problem: "answers without TLS" }];
}

function buckets(resources: readonly Resource[]): Violation[] {
  const kinds = ["server_side_encryption_configuration", "versioning", "lifecycle_configuration"];
  return ofType(resources, "aws_s3_bucket").flatMap((by) =>
    kinds
      .filter(
        (kind) =>
          !ofType(resources, `aws_s3_bucket_${kind}`).some(({ config }) => refersTo(config.bucket, by)),
      )
      .map((kind) => ({ by, problem: `has no ${kind}` })),
  );
}

const forcesTls = ({ config }: Resource) =>
  ((config.parameter ?? []) as Config[]).some(({ name, value }) => name === "rds.force_ssl" && value === "1");

/** All data is encrypted where it lies, by keys of ours, and on its way. */
export const encrypted: Policy = {
  name: "encrypted",
  remedy: "use the construct of its kind in infra/constructs, which does it, or except it with a reason",
  violations: (resources) => [
    ...resources.flatMap(atRest),
    ...resources.flatMap((by) => inTransit(by, resources)),
    ...buckets(resources),
    ...ofType(resources, "aws_db_parameter_group")
      .filter((by) => !forcesTls(by))
      .map((by) => ({ by, problem: "lets clients in without TLS" })),
  ],
};
