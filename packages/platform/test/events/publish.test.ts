import { GetRecordsCommand, GetShardIteratorCommand, ListShardsCommand } from "@aws-sdk/client-kinesis";
import { ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { kinesisClient, snsClient, sqsClient } from "@shopeasy/platform/aws/clients";
import type { Event } from "@shopeasy/platform/events/event";
import { createPublisher } from "@shopeasy/platform/events/publish";
import { clientConfig } from "@shopeasy/testing/cloud";
import { eventually } from "@shopeasy/testing/eventually";
import { freePort } from "@shopeasy/testing/free-port";
import { type FreshQueue, type FreshTopic, freshQueue, freshTopic } from "@shopeasy/testing/queues";
import { type FreshStream, freshStream } from "@shopeasy/testing/streams";
import { anEvent, events } from "../outbox/an-event";
import { quiet } from "../outbox/published";

describe("the publisher", () => {
  const sns = snsClient(clientConfig("sns"));
  const sqs = sqsClient(clientConfig("sqs"));
  const kinesis = kinesisClient(clientConfig("kinesis"));
  const { logger } = quiet();
  let topic: FreshTopic;
  let queue: FreshQueue;
  let stream: FreshStream;

  beforeAll(async () => {
    topic = await freshTopic();
    queue = await freshQueue("reviews", {
      topicArn: topic.arn,
      differently: { subscribesTo: ["thing.changed"] },
    });
    stream = await freshStream();
  });
  afterAll(() => {
    for (const client of [sns, sqs, kinesis]) client.destroy();
  });

  async function received(count: number) {
    const messages: { event: Event; type?: string | undefined; traceHeader?: string | undefined }[] = [];
    await eventually(
      async () => {
        const { Messages = [] } = await sqs.send(
          new ReceiveMessageCommand({
            QueueUrl: queue.url,
            MaxNumberOfMessages: 10,
            MessageAttributeNames: ["All"],
          }),
        );
        for (const { Body = "", MessageAttributes = {} } of Messages) {
          messages.push({
            event: JSON.parse(Body),
            type: MessageAttributes.type?.StringValue,
            traceHeader: MessageAttributes.traceHeader?.StringValue,
          });
        }
        expect(messages).toHaveLength(count);
      },
      { withinMs: 10_000 },
    );
    return messages;
  }

  async function streamed(): Promise<{ key: string; event: Event }[]> {
    const { Shards = [] } = await kinesis.send(new ListShardsCommand({ StreamName: stream.name }));
    const records = await Promise.all(
      Shards.map(async ({ ShardId }) => {
        const { ShardIterator } = await kinesis.send(
          new GetShardIteratorCommand({
            StreamName: stream.name,
            ShardId,
            ShardIteratorType: "TRIM_HORIZON",
          }),
        );
        const { Records = [] } = await kinesis.send(new GetRecordsCommand({ ShardIterator }));
        return Records.map(({ PartitionKey = "", Data }) => ({
          key: PartitionKey,
          event: JSON.parse(Buffer.from(Data ?? []).toString()) as Event,
        }));
      }),
    );
    return records.flat();
  }

  it("sends more events than one call takes, each with its type and trace", async () => {
    const publish = createPublisher({ sns, topicArn: topic.arn, logger });
    const traceHeader = "Root=1-67891233-abcdef012345678912345678;Sampled=1";
    const list = events(25);

    const failed = await publish(list.map((event) => ({ event, traceHeader })));

    const messages = await received(25);
    expect(failed).toEqual(new Set());
    expect(new Set(messages.map(({ event }) => event.id))).toEqual(new Set(list.map(({ id }) => id)));
    expect(messages[0]).toMatchObject({ type: "thing.changed", traceHeader });
  });

  it("sends large events in calls of their own", async () => {
    const publish = createPublisher({ sns, topicArn: topic.arn, logger });
    const list = Array.from({ length: 5 }, () => anEvent({ data: "x".repeat(120_000) }));

    const failed = await publish(list.map((event) => ({ event })));

    expect(failed).toEqual(new Set());
    expect(new Set((await received(5)).map(({ event }) => event.id))).toEqual(
      new Set(list.map(({ id }) => id)),
    );
  });

  it("sends streamed types to the stream only, keyed as it is told, in their order", async () => {
    const publish = createPublisher({
      sns,
      topicArn: topic.arn,
      kinesis,
      streamName: stream.name,
      isStreamed: (type) => type === "stock.moved",
      partitionKeyOf: (event) => (event.data as { sku: string }).sku,
      logger,
    });
    const moves = [1, 2, 3].map((aggregateVersion) =>
      anEvent({ type: "stock.moved", aggregateVersion, data: { sku: "LAMP-1" } }),
    );

    const failed = await publish(moves.map((event) => ({ event })));

    expect(failed).toEqual(new Set());
    expect(await streamed()).toEqual(moves.map((event) => ({ key: "LAMP-1", event })));
  });

  it("names those that failed, when only one of the two ways is closed", async () => {
    const publish = createPublisher({
      sns: snsClient({ ...clientConfig("sns"), endpoint: `http://127.0.0.1:${await freePort()}` }),
      topicArn: topic.arn,
      kinesis,
      streamName: stream.name,
      isStreamed: (type) => type === "stock.moved",
      logger,
    });
    const [lost, arrives] = [anEvent(), anEvent({ type: "stock.moved" })];

    const failed = await publish([{ event: lost }, { event: arrives }]);

    expect(failed).toEqual(new Set([lost.id]));
    expect((await streamed()).map(({ event }) => event.id)).toContain(arrives.id);
  });
});
