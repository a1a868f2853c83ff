import {
  CreateTopicCommand,
  paginateListSubscriptionsByTopic,
  SetSubscriptionAttributesCommand,
  type SNSClient,
  SubscribeCommand,
  UnsubscribeCommand,
} from "@aws-sdk/client-sns";

/** Makes a topic, where there is none of the name, and gives its ARN. */
export async function declareTopic(sns: SNSClient, name: string): Promise<string> {
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: name }));
  return TopicArn ?? "";
}

/**
 * Delivers events of these types, or all of them, as they were published, to a queue. A subscription that is there is
 * brought to these types; with none, it is taken away.
 */
export async function declareSubscription(
  sns: SNSClient,
  topicArn: string,
  queueArn: string,
  types: readonly string[] | "all",
): Promise<void> {
  const existing = await subscriptionOf(sns, topicArn, queueArn);
  if (types.length === 0) {
    if (existing) await sns.send(new UnsubscribeCommand({ SubscriptionArn: existing }));
    return;
  }
  const attributes = {
    ...(types !== "all" && { FilterPolicy: JSON.stringify({ type: types }) }),
    RawMessageDelivery: "true",
  };
  if (!existing) {
    const subscription = { TopicArn: topicArn, Protocol: "sqs", Endpoint: queueArn, Attributes: attributes };
    await sns.send(new SubscribeCommand(subscription));
    return;
  }
  for (const [AttributeName, AttributeValue] of Object.entries(attributes)) {
    const change = { SubscriptionArn: existing, AttributeName, AttributeValue };
    await sns.send(new SetSubscriptionAttributesCommand(change));
  }
}

async function subscriptionOf(
  sns: SNSClient,
  topicArn: string,
  queueArn: string,
): Promise<string | undefined> {
  for await (const page of paginateListSubscriptionsByTopic({ client: sns }, { TopicArn: topicArn })) {
    const found = page.Subscriptions?.find(({ Endpoint }) => Endpoint === queueArn);
    if (found) return found.SubscriptionArn;
  }
  return undefined;
}
