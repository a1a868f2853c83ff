import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { SqsQueuePolicy } from "@cdktf/provider-aws/lib/sqs-queue-policy";
import { Construct } from "constructs";
import type { QueueDeclaration } from "../../packages/contracts/src/resources";
import { EnvironmentStack } from "../environment-stack";
import { Alarm } from "./alarm";
import { DeadLetterQueue } from "./dead-letter-queue";
import { onlyByTls, policyDocument, type Statement, sentBy } from "./permissions";

export interface QueueProps {
  name: string;
  declaration: QueueDeclaration;
  keyArn: string;
  /** Topics that deliver here. */
  topicArns: string[];
  /** Roles of other accounts that take from it. */
  readers: readonly string[];
  /** Who is hurt when messages wait here. */
  hurts: string;
  /** How old the oldest message may grow before somebody is woken. */
  oldestSeconds: number;
}

/** What SQS keeps a message for, unless told otherwise. */
const fourDays = 4 * 86_400;

/** A queue as the contracts declare it, with its dead-letter queue, who may send to it, and the alarms of both. */
export class Queue extends Construct {
  readonly arn: string;
  readonly url: string;

  constructor(scope: Construct, id: string, props: QueueProps) {
    super(scope, id);
    const stack = EnvironmentStack.of(this);
    const { name, declaration, keyArn, hurts } = props;
    const deadLetters = new DeadLetterQueue(this, "dead-letters", {
      ...{ name: `${name}-dlq`, keyArn, ofQueue: stack.arn("sqs", stack.nameOf(name)) },
      hurts: `Messages of ${name} could not be handled, and are not tried again. ${hurts}`,
    });
    const queue = new SqsQueue(this, "queue", {
      name: stack.nameOf(name),
      kmsMasterKeyId: keyArn,
      visibilityTimeoutSeconds: declaration.visibilityTimeoutSeconds,
      messageRetentionSeconds: declaration.retentionSeconds ?? fourDays,
      receiveWaitTimeSeconds: 20,
      redrivePolicy: JSON.stringify({
        deadLetterTargetArn: deadLetters.arn,
        maxReceiveCount: declaration.maxReceiveCount,
      }),
    });
    new SqsQueuePolicy(this, "policy", {
      queueUrl: queue.url,
      policy: policyDocument(this, "policy-document", this.#statements(queue.arn, props)),
    });
    new Alarm(this, "oldest", {
      ...{ name: `${name}-behind`, runbook: "queue-behind", hurts },
      ...{ namespace: "AWS/SQS", metric: "ApproximateAgeOfOldestMessage", statistic: "Maximum" },
      dimensions: { QueueName: stack.nameOf(name) },
      threshold: { above: props.oldestSeconds },
      forMinutes: 5,
    });
    this.arn = queue.arn;
    this.url = queue.url;
  }

  #statements(arn: string, { topicArns, readers }: QueueProps): Statement[] {
    return [
      ...topicArns.map((topicArn) => sentBy(topicArn, arn)),
      ...(readers.length > 0 ? [takenBy(readers, arn)] : []),
      onlyByTls("sqs:*", [arn]),
    ];
  }
}

const takenBy = (readers: readonly string[], arn: string): Statement => ({
  actions: [
    "sqs:ReceiveMessage",
    "sqs:DeleteMessage",
    "sqs:ChangeMessageVisibility",
    "sqs:GetQueueAttributes",
    "sqs:GetQueueUrl",
  ],
  resources: [arn],
  principals: { arns: readers },
});
