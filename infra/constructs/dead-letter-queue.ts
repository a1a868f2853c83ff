import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { SqsQueuePolicy } from "@cdktf/provider-aws/lib/sqs-queue-policy";
import { SqsQueueRedriveAllowPolicy } from "@cdktf/provider-aws/lib/sqs-queue-redrive-allow-policy";
import { Construct } from "constructs";
import { EnvironmentStack } from "../environment-stack";
import { Alarm } from "./alarm";
import { onlyByTls, policyDocument, sentBy } from "./permissions";

export interface DeadLetterQueueProps {
  /** Ends in `-dlq`. */
  name: string;
  keyArn: string;
  /** The ARN of the queue whose messages end here. */
  ofQueue?: string;
  /** The ARN of the topic that sends here what it could not deliver. */
  ofTopic?: string;
  /** Who is hurt by what lies here. */
  hurts: string;
}

/** Keeps what could not be handled for 14 days, the longest that SQS keeps a message, and wakes somebody. */
export class DeadLetterQueue extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: DeadLetterQueueProps) {
    super(scope, id);
    const stack = EnvironmentStack.of(this);
    const { name, keyArn, ofQueue, ofTopic, hurts } = props;
    const queue = new SqsQueue(this, "queue", {
      name: stack.nameOf(name),
      kmsMasterKeyId: keyArn,
      messageRetentionSeconds: 14 * 86_400,
    });
    if (ofQueue) {
      new SqsQueueRedriveAllowPolicy(this, "redrive", {
        queueUrl: queue.url,
        redriveAllowPolicy: JSON.stringify({ redrivePermission: "byQueue", sourceQueueArns: [ofQueue] }),
      });
    }
    new SqsQueuePolicy(this, "policy", {
      queueUrl: queue.url,
      policy: policyDocument(this, "policy-document", [
        ...(ofTopic ? [sentBy(ofTopic, queue.arn)] : []),
        onlyByTls("sqs:*", [queue.arn]),
      ]),
    });
    new Alarm(this, "depth", {
      ...{ name: `${name}-filled`, runbook: "dead-letters", hurts },
      ...{ namespace: "AWS/SQS", metric: "ApproximateNumberOfMessagesVisible", statistic: "Maximum" },
      dimensions: { QueueName: stack.nameOf(name) },
      threshold: { above: 0 },
      forMinutes: 1,
    });
    this.arn = queue.arn;
  }
}
