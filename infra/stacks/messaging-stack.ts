import { KinesisStream } from "@cdktf/provider-aws/lib/kinesis-stream";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import type { Construct } from "constructs";
import {
  eventsTopic,
  inventoryStream,
  mailEventsTopic,
  type QueueDeclaration,
  type QueueName,
  queues,
} from "../../packages/contracts/src/resources";
import { Alarm } from "../constructs/alarm";
import { EventArchive } from "../constructs/event-archive";
import { Mail } from "../constructs/mail";
import { Queue } from "../constructs/queue";
import { Topic } from "../constructs/topic";
import { EnvironmentStack } from "../environment-stack";
import type { Environment } from "../environments";
import type { Data } from "./data-stack";
import type { DataClass, Foundation } from "./foundation-stack";
import { waitingIn } from "./waiting";

/** What the other stacks are told of what carries messages. */
export interface Messaging {
  eventsTopicArn: string;
  queues: Readonly<Record<QueueName, { arn: string; url: string }>>;
  inventoryStream: { name: string; arn: string };
  mail: Pick<Mail, "configurationSet" | "identityArn" | "dkimTokens">;
}

/** What lies in a queue: events hold ids; what comes otherwise is what people wrote, or names their addresses. */
export const dataClassOf = ({ subscribesTo }: QueueDeclaration): DataClass =>
  subscribesTo.length > 0 ? "events" : "personal";

/** Topics, the queues of their subscribers, the stream of stock and carts, the archive of events, and mails. */
export class MessagingStack extends EnvironmentStack implements Messaging {
  readonly eventsTopicArn: string;
  readonly queues: Messaging["queues"];
  readonly inventoryStream: Messaging["inventoryStream"];
  readonly mail: Mail;

  constructor(
    scope: Construct,
    environment: Environment,
    { foundation, data }: { foundation: Foundation; data: Data },
  ) {
    super(scope, "messaging", environment, foundation.onCallTopic);
    const { keys } = foundation;
    const events = this.#topic(eventsTopic, keys.events);
    // SES names addresses in what it tells.
    const mailEvents = this.#topic(mailEventsTopic, keys.personal, ["ses.amazonaws.com"]);
    const topics = { [eventsTopic]: events.arn, [mailEventsTopic]: mailEvents.arn };

    const queueOf = ([name, declaration]: [string, QueueDeclaration]) => [
      name,
      this.#queue(name as QueueName, declaration, { topics, keys }),
    ];
    this.queues = Object.fromEntries(Object.entries(queues).map(queueOf)) as Record<QueueName, Queue>;
    new EventArchive(this, "event-archive", {
      ...{ topicArn: events.arn, bucketArn: data.buckets["event-archive"].arn },
      ...{ keyArn: keys.events, logKeyArn: keys.operations },
    });
    this.eventsTopicArn = events.arn;
    this.inventoryStream = this.#stream(keys.events);
    this.mail = new Mail(this, "mail", { eventsTopicArn: mailEvents.arn });
  }

  #topic(name: string, keyArn: string, publishers: string[] = []): Topic {
    const topic = new Topic(this, name, { name, keyArn, publishers });
    new Alarm(this, `${name}-undelivered`, {
      ...{ name: `${name}-undelivered`, runbook: "events-undelivered", namespace: "AWS/SNS" },
      ...{ metric: "NumberOfNotificationsFailed", statistic: "Sum", threshold: { above: 0 }, forMinutes: 5 },
      hurts: `What ${name} carries does not reach all who subscribe to it: they miss what happened.`,
      dimensions: { TopicName: topic.name },
    });
    return topic;
  }

  #queue(
    name: QueueName,
    declaration: QueueDeclaration,
    { topics, keys }: { topics: Record<string, string>; keys: Foundation["keys"] },
  ): Queue {
    const { subscribesTo, fedBy } = declaration;
    const feeding = [...(subscribesTo.length > 0 ? [eventsTopic] : []), ...(fedBy ? [fedBy] : [])];
    const queue = new Queue(this, `queue-${name}`, {
      ...{ name, declaration, ...waitingIn(name) },
      keyArn: keys[dataClassOf(declaration)],
      topicArns: feeding.map((topic) => topics[topic] ?? ""),
      readers: this.environment.queueReaders[name] ?? [],
    });
    for (const topic of feeding) {
      new SnsTopicSubscription(this, `${topic}-to-${name}`, {
        topicArn: topics[topic] ?? "",
        protocol: "sqs",
        endpoint: queue.arn,
        rawMessageDelivery: true,
        ...(topic === eventsTopic && { filterPolicy: JSON.stringify({ type: [...subscribesTo] }) }),
      });
    }
    return queue;
  }

  #stream(keyArn: string): Messaging["inventoryStream"] {
    const { streamShards, streamRetentionHours } = this.environment;
    const name = this.nameOf(inventoryStream);
    const stream = new KinesisStream(this, "inventory-stream", {
      name,
      shardCount: streamShards,
      streamModeDetails: { streamMode: "PROVISIONED" },
      retentionPeriod: streamRetentionHours,
      encryptionType: "KMS",
      kmsKeyId: keyArn,
      enforceConsumerDeletion: false,
    });
    new Alarm(this, "inventory-stream-full", {
      ...{ name: "inventory-full", runbook: "inventory-stream", namespace: "AWS/Kinesis" },
      ...{ metric: "WriteProvisionedThroughputExceeded", statistic: "Sum", threshold: { above: 0 } },
      hurts: "The stream takes no more records: customers see old stock until they reload.",
      dimensions: { StreamName: name },
      forMinutes: 5,
    });
    return { name, arn: stream.arn };
  }
}
