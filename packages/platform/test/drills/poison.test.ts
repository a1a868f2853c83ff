import { GetQueueAttributesCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { sqsClient } from "@shopeasy/platform/aws/clients";
import { startConsumer } from "@shopeasy/platform/queue/consumer";
import { clientConfig } from "@shopeasy/testing/cloud";
import { eventually } from "@shopeasy/testing/eventually";
import { type FreshQueue, freshQueue } from "@shopeasy/testing/queues";
import { quiet } from "../outbox/published";
import { aDrill } from "./a-drill";

describe("messages that a drill poisons", () => {
  const sqs = sqsClient(clientConfig("sqs"));
  const drill = aDrill();
  const stops: (() => Promise<void>)[] = [];
  let queue: FreshQueue;

  beforeEach(async () => {
    queue = await freshQueue("reviews", { differently: { maxReceiveCount: 2 } });
  });
  afterEach(async () => {
    drill.set();
    await Promise.all(stops.splice(0).map((stop) => stop()));
  });
  afterAll(() => sqs.destroy());

  function consume(handled: unknown[], name = "reviews") {
    const handle = async ({ body }: { body: unknown }) => void handled.push(body);
    stops.push(startConsumer({ sqs, queueUrl: queue.url, name, handle, ...quiet() }).stop);
  }
  const send = (body: unknown) =>
    sqs.send(new SendMessageCommand({ QueueUrl: queue.url, MessageBody: JSON.stringify(body) }));
  async function deadLetters(): Promise<number> {
    const { Attributes = {} } = await sqs.send(
      new GetQueueAttributesCommand({
        QueueUrl: queue.deadLetterUrl,
        AttributeNames: ["ApproximateNumberOfMessages"],
      }),
    );
    return Number(Attributes.ApproximateNumberOfMessages);
  }

  it("end in the dead-letter queue without having been handled, and the others are", async () => {
    const handled: unknown[] = [];
    drill.set({ poison: { queue: "reviews", share: 0.5, retrySeconds: 0 } });
    for (let number = 0; number < 24; number++) await send(number);

    consume(handled);

    // The same ones fail at each try: else two tries would be survived by three of four.
    await eventually(async () => expect((await deadLetters()) + handled.length).toBe(24));
    expect(handled.length).toBeGreaterThan(2);
    expect(handled.length).toBeLessThan(22);
  });

  it("are those of the queue that is named, and no other's", async () => {
    const handled: unknown[] = [];
    drill.set({ poison: { queue: "feedback", share: 1, retrySeconds: 0 } });

    consume(handled);
    await send("spared");

    await eventually(() => expect(handled).toEqual(["spared"]));
  });
});
