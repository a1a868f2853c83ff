import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { Construct } from "constructs";
import { EnvironmentStack } from "../environment-stack";
import { Alarm } from "./alarm";
import { EncryptionKey } from "./encryption-key";
import { certificateAlarm } from "./front-alarms";
import { inRegion } from "./in-region";
import { Topic } from "./topic";

export interface GlobalAlarmsProps {
  distributionId: string;
  /** The ARN of the distribution's certificate. */
  certificateArn: string;
}

/** CloudFront tells what it does in us-east-1 alone, and an alarm wakes people by a topic of its own region. */
export class GlobalAlarms extends Construct {
  constructor(scope: Construct, id: string, { distributionId, certificateArn }: GlobalAlarmsProps) {
    super(scope, id);
    const topicArn = this.#topic();
    new Alarm(this, "cloudfront", {
      ...{ name: "cloudfront-failing", runbook: "cloudfront", topicArn },
      hurts: "Customers get errors from CloudFront: of the shop's address, or of its pictures.",
      ...{ namespace: "AWS/CloudFront", metric: "5xxErrorRate", statistic: "Average" },
      dimensions: { DistributionId: distributionId, Region: "Global" },
      ...{ threshold: { above: 2 }, forMinutes: 5 },
    });
    certificateAlarm(this, "shop", certificateArn, topicArn);
    inRegion(this, "us-east-1");
  }

  #topic(): string {
    const { onCall } = EnvironmentStack.of(this).environment;
    const publishers = ["cloudwatch.amazonaws.com"];
    const key = new EncryptionKey(this, "key", {
      dataClass: "operations-us-east-1",
      description: "Alarms of what is in us-east-1 alone",
      services: publishers.map((name) => ({ name, actions: ["kms:GenerateDataKey*", "kms:Decrypt"] })),
    });
    const topic = new Topic(this, "on-call", { name: "on-call", keyArn: key.arn, publishers });
    for (const [index, endpoint] of onCall.entries()) {
      new SnsTopicSubscription(this, `on-call-${index}`, {
        topicArn: topic.arn,
        protocol: "email",
        endpoint,
      });
    }
    return topic.arn;
  }
}
