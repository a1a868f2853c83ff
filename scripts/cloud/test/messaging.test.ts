import { once } from "node:events";
import { request } from "node:http";
import { PublishBatchCommand, SNSClient } from "@aws-sdk/client-sns";
import {
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { clientConfig, cloudEndpoints } from "@shopeasy/testing/cloud";
import { freshQueue, freshTopic } from "@shopeasy/testing/queues";

const sqs = new SQSClient(clientConfig("sqs"));
const sns = new SNSClient(clientConfig("sns"));
afterAll(() => {
  sqs.destroy();
  sns.destroy();
});

async function receive(queueUrl: string, waitSeconds = 3): Promise<Message[]> {
  const ask = new ReceiveMessageCommand({
    QueueUrl: queueUrl,
    MaxNumberOfMessages: 10,
    WaitTimeSeconds: waitSeconds,
    MessageAttributeNames: ["All"],
  });
  return (await sqs.send(ask)).Messages ?? [];
}

test("a queue gets the types of events that it declares, as they were published", async () => {
  const topic = await freshTopic();
  const queue = await freshQueue("catalog-events", { topicArn: topic.arn });
  const event = (type: string) => ({
    Id: type.replace(".", "-"),
    Message: JSON.stringify({ type, data: { rating: 5 } }),
    MessageAttributes: {
      type: { DataType: "String", StringValue: type },
      traceHeader: { DataType: "String", StringValue: "Root=1-2-3" },
    },
  });

  const PublishBatchRequestEntries = [event("user.registered"), event("review.published")];
  await sns.send(new PublishBatchCommand({ TopicArn: topic.arn, PublishBatchRequestEntries }));

  const messages = await receive(queue.url);
  expect(messages.map(({ Body }) => JSON.parse(Body ?? ""))).toEqual([
    { type: "review.published", data: { rating: 5 } },
  ]);
  expect(messages[0]?.MessageAttributes?.traceHeader?.StringValue).toBe("Root=1-2-3");
});

test("what cannot be handled ends in the dead-letter queue", async () => {
  const queue = await freshQueue("reviews", {
    differently: { visibilityTimeoutSeconds: 0, maxReceiveCount: 2 },
  });
  await sqs.send(new SendMessageCommand({ QueueUrl: queue.url, MessageBody: "poison" }));

  const deliveries = [await receive(queue.url), await receive(queue.url), await receive(queue.url, 0)];

  const dead = await receive(queue.deadLetterUrl);
  expect(deliveries.map((messages) => messages.length)).toEqual([1, 1, 0]);
  expect(dead.map(({ Body }) => Body)).toEqual(["poison"]);
});

test("a waiting consumer gets a message as soon as it is sent", async () => {
  const queue = await freshQueue("reviews");
  const waiting = receive(queue.url, 10);
  const sentAt = Date.now();

  await sqs.send(new SendMessageCommand({ QueueUrl: queue.url, MessageBody: "now" }));

  expect(await waiting).toHaveLength(1);
  expect(Date.now() - sentAt).toBeLessThan(10_000);
});

/** The emulator has heard all that was said to it before. */
const isHeard = (queueUrl: string) => sqs.send(new GetQueueAttributesCommand({ QueueUrl: queueUrl }));

/** A consumer that waits for a message, and is killed. */
async function killedWhileWaiting(queueUrl: string): Promise<void> {
  const asking = request(cloudEndpoints().sqs, {
    method: "POST",
    headers: { "content-type": "application/x-amz-json-1.0", "x-amz-target": "AmazonSQS.ReceiveMessage" },
  });
  asking.end(JSON.stringify({ QueueUrl: queueUrl, WaitTimeSeconds: 20 }));
  await once(asking, "finish");
  await isHeard(queueUrl);
  asking.destroy();
  await once(asking, "close").catch(() => "It hangs up.");
  await isHeard(queueUrl);
}

test("a message that comes when its consumer has just been killed is the next one's, and not hidden", async () => {
  const queue = await freshQueue("reviews");
  await killedWhileWaiting(queue.url);

  await sqs.send(new SendMessageCommand({ QueueUrl: queue.url, MessageBody: "now" }));

  expect((await receive(queue.url, 15)).map(({ Body }) => Body)).toEqual(["now"]);
});
