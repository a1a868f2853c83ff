import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { Construct } from "constructs";
import { EnvironmentStack } from "../environment-stack";
import { onlyByTls, onlyForAccount, policyDocument } from "./permissions";

export interface TopicProps {
  name: string;
  keyArn: string;
  /** Services of AWS that publish to it, for this account. The shop's own programs do so by their roles. */
  publishers?: string[];
  /** Whether EventBridge publishes to it, too: it can't show for whom. */
  takesEvents?: boolean;
}

/** A topic: encrypted, by TLS only. */
export class Topic extends Construct {
  readonly arn: string;
  readonly name: string;

  constructor(scope: Construct, id: string, { name, keyArn, publishers = [], takesEvents }: TopicProps) {
    super(scope, id);
    const stack = EnvironmentStack.of(this);
    this.name = stack.nameOf(name);
    const topic = new SnsTopic(this, "topic", { name: this.name, kmsMasterKeyId: keyArn });
    const { account } = stack.environment;
    new SnsTopicPolicy(this, "policy", {
      arn: topic.arn,
      policy: policyDocument(this, "policy-document", [
        ...(publishers.length > 0
          ? [
              {
                actions: ["sns:Publish"],
                resources: [topic.arn],
                principals: { services: publishers },
                conditions: onlyForAccount(account),
              },
            ]
          : []),
        ...(takesEvents
          ? [
              {
                actions: ["sns:Publish"],
                resources: [topic.arn],
                principals: { services: ["events.amazonaws.com"] },
              },
            ]
          : []),
        onlyByTls("sns:Publish", [topic.arn]),
      ]),
    });
    this.arn = topic.arn;
  }
}
