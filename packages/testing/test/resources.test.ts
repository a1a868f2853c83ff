import { DescribeTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { ListSubscriptionsByTopicCommand, SNSClient } from "@aws-sdk/client-sns";
import { GetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { queues, tables } from "@shopeasy/contracts/resources";
import { freshBucket } from "../src/buckets";
import { clientConfig, cloudEnvironment } from "../src/cloud";
import { declareSubscription } from "../src/declare-topic";
import { freshQueue, freshTopic } from "../src/queues";
import { freshStream } from "../src/streams";
import { freshTable } from "../src/tables";

const dynamodb = new DynamoDBClient(clientConfig("dynamodb"));
const sqs = new SQSClient(clientConfig("sqs"));
const sns = new SNSClient(clientConfig("sns"));
afterAll(() => {
  for (const client of [dynamodb, sqs, sns]) client.destroy();
});

async function queueAttributes(url: string) {
  const ask = new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ["All"] });
  return (await sqs.send(ask)).Attributes ?? {};
}

test("a fresh table is a copy of the declared one under a name of its own", async () => {
  const [one, other] = await Promise.all([freshTable("carts"), freshTable("carts")]);

  const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: one.name }));

  expect(one.environment).toEqual({ CARTS_TABLE: one.name });
  expect(one.name).not.toBe(other.name);
  expect(Table?.KeySchema?.[0]?.AttributeName).toBe(tables.carts.key.partition);
  expect(Table?.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName)).toEqual(
    Object.keys(tables.carts.indexes),
  );
});

test("a fresh queue has the declared settings and a dead-letter queue, and may differ", async () => {
  const asDeclared = await freshQueue("catalog-events");
  const different = await freshQueue("catalog-events", { differently: { visibilityTimeoutSeconds: 1 } });

  const declared = queues["catalog-events"];
  const attributes = await queueAttributes(asDeclared.url);
  const deadLetter = await queueAttributes(asDeclared.deadLetterUrl);
  expect(asDeclared.environment).toEqual({ CATALOG_EVENTS_QUEUE_URL: asDeclared.url });
  expect(attributes.VisibilityTimeout).toBe(String(declared.visibilityTimeoutSeconds));
  expect(JSON.parse(attributes.RedrivePolicy ?? "")).toEqual({
    deadLetterTargetArn: deadLetter.QueueArn,
    maxReceiveCount: declared.maxReceiveCount,
  });
  expect((await queueAttributes(different.url)).VisibilityTimeout).toBe("1");
});

test("a subscription follows its declaration: changed types replace the old ones, none ends it", async () => {
  const topic = await freshTopic();
  const queue = await freshQueue("catalog-events", { topicArn: topic.arn });
  const { QueueArn = "" } = await queueAttributes(queue.url);
  const subscriptions = async () =>
    (await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn: topic.arn }))).Subscriptions ?? [];

  await declareSubscription(sns, topic.arn, QueueArn, ["order.paid"]);
  const changed = await subscriptions();
  await declareSubscription(sns, topic.arn, QueueArn, []);
  const ended = await subscriptions();

  expect(changed).toHaveLength(1);
  expect(ended).toHaveLength(0);
});

test("a stream and a bucket are named to the service that uses them", async () => {
  const [stream, bucket] = await Promise.all([freshStream(), freshBucket("images")]);

  expect(stream.environment).toEqual({ INVENTORY_STREAM: stream.name });
  expect(bucket.environment).toEqual({ IMAGES_BUCKET: bucket.name });
});

test("the environment of the run names every declared resource", () => {
  const names = Object.keys(cloudEnvironment());

  expect(names).toEqual(
    expect.arrayContaining(["AWS_ENDPOINT_URL_SQS", "EVENTS_TOPIC_ARN", "REVIEWS_QUEUE_URL", "CARTS_TABLE"]),
  );
});
