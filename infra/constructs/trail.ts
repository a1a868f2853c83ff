import { Cloudtrail } from "@cdktf/provider-aws/lib/cloudtrail";
import { Construct } from "constructs";
import { EnvironmentStack } from "../environment-stack";
import type { AuditBucket } from "./audit-bucket";
import { LogGroup } from "./log-group";
import { LoggedAlarm } from "./logged-alarm";
import { ServiceRole } from "./service-role";

export interface TrailProps {
  /** Its whole name. */
  name: string;
  bucket: Pick<AuditBucket, "name" | "policy">;
  keyArn: string;
  logKeyArn: string;
}

/** By CloudTrail's own names: nobody ever needs to do these but who has got in where he should not. */
const alarming = {
  "root-used": {
    pattern:
      '{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }',
    hurts: "Somebody is signed in to the account as its root user, who may do everything: nobody should be.",
  },
  "audit-changed": {
    pattern:
      "{ ($.eventName = StopLogging) || ($.eventName = DeleteTrail) || ($.eventName = UpdateTrail) || ($.eventName = DeleteDetector) || ($.eventName = StopConfigurationRecorder) || ($.eventName = DeleteConfigurationRecorder) }",
    hurts: "Somebody changes what watches over the account: what he does next may not be noted.",
  },
};

/** CloudTrail: who did what to the account, in every region, signed so that a gap or a change shows. */
export class Trail extends Construct {
  constructor(scope: Construct, id: string, { name, bucket, keyArn, logKeyArn }: TrailProps) {
    super(scope, id);
    const group = new LogGroup(this, "log", { name: "trail", keyArn: logKeyArn });
    new Cloudtrail(this, "trail", {
      name,
      s3BucketName: bucket.name,
      kmsKeyId: keyArn,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      cloudWatchLogsGroupArn: `${group.arn}:*`,
      cloudWatchLogsRoleArn: this.#writer(group),
      dependsOn: [bucket.policy],
    });
    for (const [alarm, { pattern, hurts }] of Object.entries(alarming)) {
      new LoggedAlarm(this, alarm, {
        ...{ name: alarm, hurts, runbook: "account-security", above: 0 },
        lines: [{ logGroup: group.name, pattern }],
      });
    }
  }

  #writer(group: LogGroup): string {
    const { environment } = EnvironmentStack.of(this);
    return new ServiceRole(this, "writer", {
      name: "trail-writer",
      service: "cloudtrail.amazonaws.com",
      onlyIf: [["StringEquals", "aws:SourceAccount", environment.account]],
      may: [
        {
          actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
          resources: [`${group.arn}:log-stream:${environment.account}_CloudTrail_*`],
        },
      ],
    }).arn;
  }
}
