import {
  type BucketDeclaration,
  buckets,
  type TableDeclaration,
  tables,
} from "../../packages/contracts/src/resources";
import { environments } from "../environments";
import { refersTo } from "../policies/resources";
import { resources } from "./synthesized";

const made = (type: string) => resources("prod", "data", type);

test.each(Object.entries<TableDeclaration>(tables))(
  "the table %s is as the contracts declare it",
  (name, table) => {
    const { config } = made("aws_dynamodb_table").find((one) => one.config.name === `shopeasy-prod-${name}`)!;

    expect(config.hash_key).toBe(table.key.partition);
    expect(config.range_key).toBe(table.key.sort);
    expect(config.attribute).toEqual(
      Object.entries(table.attributes).map(([key, type]) => ({ name: key, type })),
    );
    expect(config.ttl).toEqual(
      table.timeToLive ? { enabled: true, attribute_name: table.timeToLive } : undefined,
    );
    expect(config.global_secondary_index ?? []).toEqual(
      Object.entries(table.indexes ?? {}).map(([index, { partition, sort }]) =>
        expect.objectContaining({ name: index, hash_key: partition, ...(sort && { range_key: sort }) }),
      ),
    );
  },
);

test.each(Object.entries<BucketDeclaration>(buckets))(
  "the bucket %s is as the contracts declare it",
  (name, bucket) => {
    const { account } = environments.prod;
    const found = made("aws_s3_bucket").find(
      (one) => one.config.bucket === `shopeasy-prod-${name}-${account}`,
    )!;

    const of = (type: string) => made(type).find(({ config }) => refersTo(config.bucket, found))?.config;
    const [rule] = Object(of("aws_s3_bucket_lifecycle_configuration")).rule;
    expect(rule.expiration).toEqual(
      bucket.expiresAfterDays ? [{ days: bucket.expiresAfterDays }] : undefined,
    );
    expect(of("aws_s3_bucket_cors_configuration") !== undefined).toBe(bucket.takesUploads === true);
    const document = made("aws_iam_policy_document").find(({ address }) =>
      String(of("aws_s3_bucket_policy")?.policy).includes(address),
    );
    expect(JSON.stringify(document).includes("cloudfront.amazonaws.com")).toBe(bucket.isServed === true);
  },
);

test("a load balancer of this account, which shows nothing but its path, may write its logs", () => {
  const writing = made("aws_iam_policy_document")
    .flatMap(({ config }) => config.statement as Record<string, unknown>[])
    .find((statement) => JSON.stringify(statement).includes("logdelivery.elasticloadbalancing"));

  expect(JSON.stringify(writing!.resources)).toContain("/load-balancer/AWSLogs/333333333333/*");
  expect(writing).not.toHaveProperty("condition");
});

test("PostgreSQL 17 stands in two zones with a replica, and lets nobody in without TLS", () => {
  const [primary, replica] = made("aws_db_instance").map(({ config }) => config);

  expect(primary).toMatchObject({ engine: "postgres", engine_version: "17", multi_az: true });
  expect(primary).toMatchObject({ iam_database_authentication_enabled: true, monitoring_interval: 60 });
  expect(replica).toMatchObject({ replicate_source_db: expect.stringContaining("primary") });
  // "Your request does not require the KMS key parameter", says RDS of a replica in its primary's region.
  expect(replica).toMatchObject({ storage_encrypted: true });
  expect(replica).not.toHaveProperty("kms_key_id");
});

test("RDS manages no password of a PostgreSQL that has a replica, since it would refuse the replica", () => {
  for (const { config } of made("aws_db_instance")) {
    expect(config).not.toHaveProperty("manage_master_user_password");
  }
});

test("each service signs in to Valkey as itself, without a password, and sees its own keys", () => {
  for (const { config } of made("aws_elasticache_user")) {
    const service = String(config.user_name).replace("shopeasy-prod-", "");

    expect(config.authentication_mode).toEqual({ type: "iam" });
    expect(config.access_string).toContain(`~limit:${service}:* ~${service}:*`);
    expect(config.access_string).toContain("-@all");
  }
});
