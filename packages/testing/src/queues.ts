import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import { type QueueDeclaration, type QueueName, queues, variableFor } from "@shopeasy/contracts/resources";
import { clientConfig, uniqueName } from "./cloud";
import { declareQueue } from "./declare-queue";
import { declareSubscription, declareTopic } from "./declare-topic";

export interface FreshTopic {
  arn: string;
  /** Names the topic to a service. */
  environment: Record<string, string>;
}

export interface FreshQueue {
  url: string;
  deadLetterUrl: string;
  /** Names the queue to a service. */
  environment: Record<string, string>;
}

export interface FreshQueueOptions {
  /** A fresh topic that the queue is to subscribe to, for the types that it declares. */
  topicArn?: string;
  /** Settings to differ from the declared ones, such as a short visibility time-out. */
  differently?: Partial<QueueDeclaration>;
}

/** A topic like the shop's own, for one test file. */
export async function freshTopic(): Promise<FreshTopic> {
  const sns = new SNSClient(clientConfig("sns"));
  try {
    const arn = await declareTopic(sns, uniqueName("shop-events"));
    return { arn, environment: { EVENTS_TOPIC_ARN: arn } };
  } finally {
    sns.destroy();
  }
}

/** An empty copy of a declared queue and its dead-letter queue, for one test file. */
export async function freshQueue(queue: QueueName, options: FreshQueueOptions = {}): Promise<FreshQueue> {
  const declaration: QueueDeclaration = { ...queues[queue], ...options.differently };
  const sqs = new SQSClient(clientConfig("sqs"));
  const sns = new SNSClient(clientConfig("sns"));
  try {
    const { url, arn, deadLetterUrl } = await declareQueue(sqs, uniqueName(queue), declaration);
    if (options.topicArn) await declareSubscription(sns, options.topicArn, arn, declaration.subscribesTo);
    return { url, deadLetterUrl, environment: { [variableFor("queue", queue)]: url } };
  } finally {
    sqs.destroy();
    sns.destroy();
  }
}
