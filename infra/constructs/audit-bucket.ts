import { S3BucketObjectLockConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration";
import { Construct } from "constructs";
import { EnvironmentStack } from "../environment-stack";
import { Bucket } from "./bucket";
import { onlyForAccount, type Statement } from "./permissions";

export interface AuditBucketProps {
  keyArn: string;
  logsTo: { name: string };
  /** The trail that writes there. */
  trailArn: string;
}

/** Where CloudTrail and Config write, and from where for a time nobody takes anything away. */
export class AuditBucket extends Construct {
  readonly name: string;
  readonly arn: string;

  constructor(scope: Construct, id: string, props: AuditBucketProps) {
    super(scope, id);
    const { account, auditDays } = EnvironmentStack.of(this).environment;
    const bucket = new Bucket(this, "kept", {
      name: "audit",
      declaration: { expiresAfterDays: auditDays + 30 },
      encryption: { keyArn: props.keyArn },
      logsTo: props.logsTo,
      grants: (arn) => [
        ...written("cloudtrail.amazonaws.com", arn, `AWSLogs/${account}/*`, [
          ["StringEquals", "aws:SourceArn", props.trailArn],
        ]),
        ...written("config.amazonaws.com", arn, `AWSLogs/${account}/Config/*`, onlyForAccount(account)),
      ],
    });
    const lock = new S3BucketObjectLockConfigurationA(this, "lock", {
      bucket: bucket.name,
      rule: { defaultRetention: { mode: "GOVERNANCE", days: auditDays } },
    });
    lock.node.addDependency(bucket);
    this.name = bucket.name;
    this.arn = bucket.arn;
  }
}

type Conditions = NonNullable<Statement["conditions"]>;

const written = (service: string, arn: string, path: string, conditions: Conditions): Statement[] => [
  {
    actions: ["s3:GetBucketAcl", "s3:ListBucket"],
    resources: [arn],
    principals: { services: [service] },
    conditions,
  },
  {
    actions: ["s3:PutObject"],
    resources: [`${arn}/${path}`],
    principals: { services: [service] },
    conditions: [["StringEquals", "s3:x-amz-acl", "bucket-owner-full-control"], ...conditions],
  },
];
