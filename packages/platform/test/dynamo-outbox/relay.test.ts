import { randomUUID } from "node:crypto";
import { ScanCommand, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { documentClient } from "@shopeasy/platform/aws/clients";
import { outboxItem } from "@shopeasy/platform/dynamo-outbox/outbox-item";
import { type DynamoRelayOptions, startDynamoRelay } from "@shopeasy/platform/dynamo-outbox/relay";
import type { Event } from "@shopeasy/platform/events/event";
import { clientConfig } from "@shopeasy/testing/cloud";
import { eventually } from "@shopeasy/testing/eventually";
import { freshTable } from "@shopeasy/testing/tables";
import { anEvent, events } from "../outbox/an-event";
import { quiet, recordingTopic } from "../outbox/published";

describe("the relay of a DynamoDB outbox", () => {
  const client = documentClient(clientConfig("dynamodb"));
  const stops: (() => Promise<void>)[] = [];
  let table: string;
  let things: string;

  beforeEach(async () => {
    table = (await freshTable("feedback-outbox")).name;
    things = (await freshTable("notifications")).name;
  });
  afterEach(async () => {
    await Promise.all(stops.splice(0).map((stop) => stop()));
  });
  afterAll(() => client.destroy());

  function relay(options: Partial<DynamoRelayOptions> & Pick<DynamoRelayOptions, "publish">) {
    const started = startDynamoRelay({ client, table, ...quiet(), ...options });
    stops.push(started.stop);
    return started;
  }

  /** A change and its event, as a use case writes them. */
  async function change(event: Event, condition?: string): Promise<void> {
    await client.send(
      new TransactWriteCommand({
        TransactItems: [
          { Put: { TableName: things, Item: { pk: randomUUID() }, ConditionExpression: condition } },
          outboxItem(table, event, new Date()),
        ],
      }),
    );
  }
  const left = async () => (await client.send(new ScanCommand({ TableName: table }))).Items ?? [];

  it("publishes what was committed, and leaves nothing", async () => {
    const list = events(30);
    for (const event of list) await change(event);
    const topic = recordingTopic();

    relay({ publish: topic.publish });

    await eventually(() => expect([...topic.ids].sort()).toEqual(list.map(({ id }) => id)));
    await eventually(async () => expect(await left()).toHaveLength(0));
  });

  it("publishes nothing of a change that was refused", async () => {
    const topic = recordingTopic();
    const refused = change(anEvent(), "attribute_exists(pk)");
    await expect(refused).rejects.toMatchObject({ name: "TransactionCanceledException" });
    const after = anEvent();
    await change(after);

    relay({ publish: topic.publish });

    await eventually(() => expect(topic.ids).toEqual([after.id]));
  });

  it("looks at once when it is woken", async () => {
    const topic = recordingTopic();
    const started = relay({ publish: topic.publish, busyPollMs: 3_600_000, idlePollMs: 3_600_000 });
    const event = anEvent();
    await change(event);

    started.wake();

    await eventually(() => expect(topic.ids).toEqual([event.id]));
  });

  it("keeps what failed, lets it hold up nothing, and tries it again", async () => {
    const broken = events(3);
    let refused = new Set(broken.map(({ id }) => id));
    const topic = recordingTopic({ refuse: (id) => refused.has(id) });
    const good = events(10);
    for (const event of [...broken, ...good]) await change(event);
    relay({ publish: topic.publish, busyPollMs: 20, idlePollMs: 50 });
    await eventually(() => expect([...topic.ids].sort()).toEqual(good.map(({ id }) => id)));

    refused = new Set();

    await eventually(() => expect(topic.ids).toHaveLength(13));
    await eventually(async () => expect(await left()).toHaveLength(0));
  });
});
