import { S3BucketObjectLockConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { EnvironmentStack } from "../environment-stack";
import { Bucket } from "./bucket";
import type { Statement } from "./permissions";

type Conditions = NonNullable<Statement["conditions"]>;

export interface AuditBucketProps {
  /** Its name, behind the environment's. */
  name: string;
  keyArn: string;
  logsTo: { name: string };
  /** The service of AWS that writes there, below this path, and how it shows that it does so for this account. */
  writer: { service: string; path: string; onlyIf: Conditions };
  /** Whether nobody takes anything away for a time. */
  isLocked: boolean;
}

/** Where a service notes what is done in the account. */
export class AuditBucket extends Construct {
  readonly name: string;
  /** What must be there before its writer is told of it. */
  readonly policy: ITerraformDependable;
  readonly arn: string;

  constructor(scope: Construct, id: string, props: AuditBucketProps) {
    super(scope, id);
    const { auditDays } = EnvironmentStack.of(this).environment;
    const { name, keyArn, logsTo, writer, isLocked } = props;
    const bucket = new Bucket(this, "kept", {
      ...{ name, logsTo, encryption: { keyArn } },
      declaration: { expiresAfterDays: auditDays + 30 },
      grants: (arn) => written(arn, writer),
    });
    if (isLocked) this.#lock(bucket, auditDays);
    this.name = bucket.name;
    this.policy = bucket.policy;
    this.arn = bucket.arn;
  }

  #lock(bucket: Bucket, days: number): void {
    new S3BucketObjectLockConfigurationA(this, "lock", {
      bucket: bucket.name,
      rule: { defaultRetention: { mode: "GOVERNANCE", days } },
      dependsOn: [bucket.versions],
    });
  }
}

const written = (arn: string, { service, path, onlyIf }: AuditBucketProps["writer"]): Statement[] => [
  {
    actions: ["s3:GetBucketAcl", "s3:ListBucket"],
    resources: [arn],
    principals: { services: [service] },
    conditions: onlyIf,
  },
  {
    actions: ["s3:PutObject"],
    resources: [`${arn}/${path}`],
    principals: { services: [service] },
    conditions: [["StringEquals", "s3:x-amz-acl", "bucket-owner-full-control"], ...onlyIf],
  },
];
