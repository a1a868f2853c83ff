import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketCorsConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-cors-configuration";
import {
  S3BucketLifecycleConfiguration,
  type S3BucketLifecycleConfigurationRule,
} from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketLoggingA } from "@cdktf/provider-aws/lib/s3-bucket-logging";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { BucketDeclaration } from "../../packages/contracts/src/resources";
import { EnvironmentStack } from "../environment-stack";
import { bucketNameOf } from "../names";
import { except } from "./exception";
import { onlyByTls, policyDocument, type Statement } from "./permissions";
import { isProtected, protect } from "./protection";

export interface BucketProps {
  name: string;
  declaration: BucketDeclaration;
  /** The key of what lies in it, or why S3's own has to do. */
  encryption: { keyArn: string } | { reason: string };
  /** Where its accesses are logged; left out by the bucket of the logs itself. */
  logsTo?: { name: string };
  /** After so many days it is kept where reading costs more and lying there less. */
  archivedAfterDays?: number;
  /** What others may do with it, beside the shop's roles. */
  grants?: (arn: string) => Statement[];
}

/** How long what was overwritten or deleted can be had back. */
const versionsKeptDays = 30;

/** A bucket: encrypted, versioned, closed to the public, by TLS only, and rid of what is left over. */
export class Bucket extends Construct {
  readonly arn: string;
  /** A reference: what names it comes after it. */
  readonly name: string;
  /** What must be there before others than the shop's roles can use it. */
  readonly policy: ITerraformDependable;
  /** What must be there before anything in it can be locked. */
  readonly versions: ITerraformDependable;

  constructor(scope: Construct, id: string, props: BucketProps) {
    super(scope, id);
    const stack = EnvironmentStack.of(this);
    const { declaration, logsTo, grants = () => [] } = props;
    const bucket = new S3Bucket(this, "bucket", {
      bucket: bucketNameOf(stack.environment, props.name),
      forceDestroy: !isProtected(stack),
    });
    protect(bucket);
    new S3BucketPublicAccessBlock(this, "closed", {
      bucket: bucket.id,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    new S3BucketOwnershipControls(this, "ownership", {
      bucket: bucket.id,
      rule: { objectOwnership: "BucketOwnerEnforced" },
    });
    this.#encrypt(bucket, props.encryption);
    this.versions = new S3BucketVersioningA(this, "versions", {
      bucket: bucket.id,
      versioningConfiguration: { status: "Enabled" },
    });
    new S3BucketLifecycleConfiguration(this, "lifecycle", {
      bucket: bucket.id,
      rule: [lifecycleOf(props)],
      dependsOn: [this.versions],
    });
    if (declaration.takesUploads) {
      new S3BucketCorsConfiguration(this, "uploads", {
        bucket: bucket.id,
        corsRule: [{ allowedMethods: ["PUT"], allowedOrigins: ["*"], allowedHeaders: ["content-type"] }],
      });
    }
    if (logsTo) {
      const target = { targetBucket: logsTo.name, targetPrefix: `s3/${props.name}/` };
      new S3BucketLoggingA(this, "logging", { bucket: bucket.id, ...target });
    }
    this.policy = new S3BucketPolicy(this, "policy", {
      bucket: bucket.id,
      policy: policyDocument(this, "policy-document", [
        ...grants(bucket.arn),
        onlyByTls("s3:*", [bucket.arn, `${bucket.arn}/*`]),
      ]),
    });
    this.name = bucket.bucket;
    this.arn = bucket.arn;
  }

  #encrypt(bucket: S3Bucket, encryption: BucketProps["encryption"]): void {
    const byDefault =
      "keyArn" in encryption
        ? { sseAlgorithm: "aws:kms", kmsMasterKeyId: encryption.keyArn }
        : { sseAlgorithm: "AES256" };
    const configuration = new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
      bucket: bucket.id,
      rule: [{ applyServerSideEncryptionByDefault: byDefault, bucketKeyEnabled: "keyArn" in encryption }],
    });
    if ("reason" in encryption) except(configuration, "encrypted", encryption.reason);
  }
}

function lifecycleOf({ declaration, archivedAfterDays }: BucketProps): S3BucketLifecycleConfigurationRule {
  const { expiresAfterDays } = declaration;
  return {
    id: "left-over",
    status: "Enabled",
    filter: [{ prefix: "" }],
    abortIncompleteMultipartUpload: [{ daysAfterInitiation: 1 }],
    noncurrentVersionExpiration: [
      { noncurrentDays: Math.min(versionsKeptDays, expiresAfterDays ?? versionsKeptDays) },
    ],
    ...(expiresAfterDays && { expiration: [{ days: expiresAfterDays }] }),
    ...(archivedAfterDays && { transition: [{ days: archivedAfterDays, storageClass: "GLACIER_IR" }] }),
  };
}
