import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import type { Construct } from "constructs";
import { EncryptionKey } from "../constructs/encryption-key";
import { Topic, type TopicProps } from "../constructs/topic";
import { EnvironmentStack } from "../environment-stack";
import type { Environment } from "../environments";

/** Whoever may read one class of data need not be able to read another. */
export const dataClasses = ["personal", "events", "catalogue", "operations"] as const;
export type DataClass = (typeof dataClasses)[number];
export type KeyArns = Readonly<Record<DataClass, string>>;

/** What the other stacks are told: the keys, whom alarms wake, and where what can wait is told. */
export interface Foundation {
  keys: KeyArns;
  onCallTopic: string;
  ticketTopic: string;
}

/** Services of AWS that wake people: alarms, budgets, and sudden costs. */
const waking = ["cloudwatch.amazonaws.com", "budgets.amazonaws.com", "costalerts.amazonaws.com"];

/** What everything else stands on: the keys by data class, and the topic that wakes people. */
export class FoundationStack extends EnvironmentStack implements Foundation {
  readonly keys: KeyArns;
  readonly onCallTopic: string;
  readonly ticketTopic: string;

  constructor(scope: Construct, environment: Environment) {
    super(scope, "foundation", environment);
    this.keys = this.#keys();
    this.onCallTopic = this.#topic("on-call", environment.onCall, { publishers: waking, takesEvents: true });
    this.ticketTopic = this.#topic("tickets", environment.tickets, {
      publishers: ["cloudwatch.amazonaws.com"],
    });
  }

  #topic(
    name: string,
    mails: readonly string[],
    props: Pick<TopicProps, "publishers" | "takesEvents">,
  ): string {
    const { arn: topicArn } = new Topic(this, name, { name, keyArn: this.keys.operations, ...props });
    for (const [index, endpoint] of mails.entries()) {
      new SnsTopicSubscription(this, `${name}-${index}`, { topicArn, protocol: "email", endpoint });
    }
    return topicArn;
  }

  #keys(): KeyArns {
    const { account, region, queueReaders } = this.environment;
    const delivering = ["kms:GenerateDataKey*", "kms:Decrypt"];
    const key = (
      dataClass: DataClass,
      props: Omit<ConstructorParameters<typeof EncryptionKey>[2], "dataClass">,
    ) => new EncryptionKey(this, dataClass, { ...props, dataClass }).arn;
    return {
      personal: key("personal", {
        description: "Databases, tables, queues and secrets with what is known of people",
        services: [
          { name: "sns.amazonaws.com", actions: delivering },
          { name: "ses.amazonaws.com", actions: delivering },
        ],
      }),
      events: key("events", {
        description: "Events, which hold ids and no people: topic, queues, stream and archive",
        services: [{ name: "sns.amazonaws.com", actions: delivering }],
        readers: Object.values(queueReaders).flat(),
      }),
      catalogue: key("catalogue", {
        description: "What everybody may see, sooner or later: pictures, and files of the catalogue",
        services: [
          {
            name: "cloudfront.amazonaws.com",
            actions: ["kms:Decrypt"],
            conditions: [["ArnLike", "aws:SourceArn", `arn:aws:cloudfront::${account}:distribution/*`]],
          },
        ],
      }),
      operations: key("operations", {
        description: "Logs, images and alarms",
        services: [
          {
            name: `logs.${region}.amazonaws.com`,
            actions: [
              "kms:Encrypt",
              "kms:Decrypt",
              "kms:ReEncrypt*",
              "kms:GenerateDataKey*",
              "kms:Describe*",
            ],
            conditions: [["ArnLike", "kms:EncryptionContext:aws:logs:arn", this.arn("logs", "log-group:*")]],
          },
          ...waking.map((name) => ({ name, actions: delivering })),
          // It shows no account when it publishes to an encrypted topic.
          { name: "events.amazonaws.com", actions: delivering, conditions: [] },
        ],
      }),
    };
  }
}
