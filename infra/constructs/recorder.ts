import { ConfigConfigRule } from "@cdktf/provider-aws/lib/config-config-rule";
import { ConfigConfigurationRecorder } from "@cdktf/provider-aws/lib/config-configuration-recorder";
import { ConfigConfigurationRecorderStatus } from "@cdktf/provider-aws/lib/config-configuration-recorder-status";
import { ConfigDeliveryChannel } from "@cdktf/provider-aws/lib/config-delivery-channel";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { EnvironmentStack } from "../environment-stack";
import type { AuditBucket } from "./audit-bucket";
import { ServiceRole } from "./service-role";

export interface RecorderProps {
  bucket: Pick<AuditBucket, "name" | "arn" | "policy">;
  keyArn: string;
  /** AWS's rules by their identifiers: what holds where they do. */
  rules: Readonly<Record<string, string>>;
}

/** AWS Config: how everything in the account was set up when, and whether it keeps to rules. */
export class Recorder extends Construct {
  /** What Security Hub, which builds on it, waits for. */
  readonly running: ITerraformDependable;

  constructor(scope: Construct, id: string, { bucket, keyArn, rules }: RecorderProps) {
    super(scope, id);
    const stack = EnvironmentStack.of(this);
    const recorder = new ConfigConfigurationRecorder(this, "recorder", {
      name: stack.nameOf("recorder"),
      roleArn: this.#writer(bucket.arn, keyArn),
      recordingGroup: { allSupported: true, includeGlobalResourceTypes: true },
    });
    const channel = new ConfigDeliveryChannel(this, "channel", {
      name: stack.nameOf("recorder"),
      s3BucketName: bucket.name,
      s3KmsKeyArn: keyArn,
      snapshotDeliveryProperties: { deliveryFrequency: "TwentyFour_Hours" },
      dependsOn: [recorder, bucket.policy],
    });
    const running = new ConfigConfigurationRecorderStatus(this, "running", {
      name: recorder.name,
      isEnabled: true,
      dependsOn: [channel],
    });
    for (const [identifier, holds] of Object.entries(rules)) {
      const name = identifier.toLowerCase().replaceAll("_", "-");
      new ConfigConfigRule(this, name, {
        name: stack.nameOf(name),
        description: holds,
        source: { owner: "AWS", sourceIdentifier: identifier },
        dependsOn: [running],
      });
    }
    this.running = running;
  }

  #writer(bucketArn: string, keyArn: string): string {
    const { account } = EnvironmentStack.of(this).environment;
    return new ServiceRole(this, "writer", {
      name: "recorder",
      service: "config.amazonaws.com",
      managed: ["service-role/AWS_ConfigRole"],
      may: [
        { actions: ["s3:PutObject"], resources: [`${bucketArn}/AWSLogs/${account}/Config/*`] },
        { actions: ["s3:GetBucketAcl", "s3:ListBucket"], resources: [bucketArn] },
        { actions: ["kms:Decrypt", "kms:GenerateDataKey"], resources: [keyArn] },
      ],
    }).arn;
  }
}
