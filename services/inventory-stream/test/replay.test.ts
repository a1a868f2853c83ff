import {
  GetRecordsCommand,
  GetShardIteratorCommand,
  KinesisClient,
  ListShardsCommand,
  PutRecordsCommand,
} from "@aws-sdk/client-kinesis";
import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { piecesInCarts, SkuAvailability } from "@shopeasy/contracts/availability";
import type { Sku } from "@shopeasy/contracts/ids";
import { clientConfig } from "@shopeasy/testing/cloud";
import { freePort } from "@shopeasy/testing/free-port";
import { freshStream } from "@shopeasy/testing/streams";
import type { KinesisStreamRecord } from "aws-lambda";
import fc from "fast-check";
import {
  aCartId,
  aRecord,
  aSku,
  cartChanged,
  type StreamGround,
  stockChanged,
  streamGround,
} from "./stream-ground";

const kinesis = new KinesisClient(clientConfig("kinesis"));
const grounds: StreamGround[] = [];
let streamName: string;

beforeAll(async () => {
  streamName = (await freshStream()).name;
});
afterAll(() => {
  for (const ground of grounds) ground.close();
  kinesis.destroy();
});

/** The lambda with an empty table. */
async function anEmptyTable() {
  const ground = await streamGround();
  grounds.push(ground);
  return ground;
}

/** Versions of the stock and of three carts of each SKU, some told twice, none in its place; some carts have expired. */
function aHistory(skus: readonly Sku[]) {
  const events = skus.flatMap((sku) => {
    const carts = [aCartId(), aCartId(), aCartId()];
    return Array.from({ length: 16 }, (_, version) => {
      const cart = carts[version % 4];
      const expiresAt = new Date(Date.now() + ((version % 5) - 1) * 86_400_000);
      return cart
        ? cartChanged(sku, cart, version, (version * 7) % 5, expiresAt)
        : stockChanged(sku, version, version);
    });
  });
  const [disordered = []] = fc.sample(
    fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 }),
    1,
  );
  return disordered;
}

async function putIntoStream(events: ReturnType<typeof aHistory>) {
  for (let start = 0; start < events.length; start += 100) {
    const Records = events.slice(start, start + 100).map((event) => ({
      PartitionKey: event.aggregateId,
      Data: Buffer.from(JSON.stringify(event)),
    }));
    await kinesis.send(new PutRecordsCommand({ StreamName: streamName, Records }));
  }
}

/** All that the stream still has, shard by shard from the beginning. */
async function fromTheBeginning(): Promise<KinesisStreamRecord[][]> {
  const { Shards = [] } = await kinesis.send(new ListShardsCommand({ StreamName: streamName }));
  return Promise.all(
    Shards.map(async ({ ShardId }) => {
      const from = { StreamName: streamName, ShardId, ShardIteratorType: "TRIM_HORIZON" } as const;
      let { ShardIterator: next } = await kinesis.send(new GetShardIteratorCommand(from));
      const records: KinesisStreamRecord[] = [];
      for (let behind = true; next && behind; ) {
        const read = await kinesis.send(new GetRecordsCommand({ ShardIterator: next, Limit: 100 }));
        records.push(...(read.Records ?? []).map(({ Data }) => aRecord(Buffer.from(Data ?? []).toString())));
        behind = (read.MillisBehindLatest ?? 0) > 0 || (read.Records ?? []).length === 100;
        next = read.NextShardIterator;
      }
      return records;
    }),
  );
}

async function foldInBatches(ground: StreamGround, records: KinesisStreamRecord[], size: number) {
  for (let start = 0; start < records.length; start += size) {
    expect(await ground.fold(records.slice(start, start + size))).toEqual({ batchItemFailures: [] });
  }
}

/** All that a table holds, but how often it was written. */
async function stateOf({ deps, table }: StreamGround) {
  const { Items = [] } = await deps.dynamo.send(new ScanCommand({ TableName: table, ConsistentRead: true }));
  return new Map(Items.map(({ pk, ...item }) => [pk, { ...item, revision: 0 }]));
}

test("a replay of the stream from its beginning into an empty table gives the same state", async () => {
  const [live, replayed] = [await anEmptyTable(), await anEmptyTable()];
  const history = aHistory([aSku(), aSku(), aSku(), aSku()]);
  await putIntoStream(history);
  await foldInBatches(live, history.map(aRecord), 3);

  for (const shard of await fromTheBeginning()) await foldInBatches(replayed, shard, 50);

  const [told, again] = [await stateOf(live), await stateOf(replayed)];
  expect(told.size).toBe(16);
  expect(again).toEqual(told);
});

test("what a replay finds already known stays as it is, to the last revision", async () => {
  const ground = await anEmptyTable();
  const sku = aSku();
  await putIntoStream(aHistory([sku]));
  const shards = await fromTheBeginning();
  for (const shard of shards) await foldInBatches(ground, shard, 100);
  const before = await ground.availabilityOf(sku);

  for (const shard of shards) await foldInBatches(ground, shard, 7);

  expect(before).toMatchObject({ available: 15 });
  expect(await ground.availabilityOf(sku)).toEqual(before);
});

test("a replay that the table's absence interrupts goes on where it was told to, and ends the same", async () => {
  const [whole, interrupted] = [await anEmptyTable(), await anEmptyTable()];
  const cutOff = interrupted.depsWith({ AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${await freePort()}` });
  const records = aHistory([aSku(), aSku()]).map(aRecord);
  await foldInBatches(whole, records, 64);

  for (let start = 0, attempt = 0; start < records.length; attempt++) {
    const batch = records.slice(start, start + 8);
    const { batchItemFailures } = await interrupted.fold(batch, attempt % 2 === 0 ? cutOff : undefined);
    const failedAt = batch.findIndex(
      ({ kinesis: { sequenceNumber } }) => sequenceNumber === batchItemFailures[0]?.itemIdentifier,
    );
    start += failedAt === -1 ? batch.length : failedAt;
  }

  expect(await stateOf(interrupted)).toEqual(await stateOf(whole));
});

test("what catalog is told is the newest quantity of each cart that lives", async () => {
  const ground = await anEmptyTable();
  const sku = aSku();
  const [living, expired] = [aCartId(), aCartId()];
  const yesterday = new Date(Date.now() - 86_400_000);
  await ground.fold([
    ...[cartChanged(sku, living, 2, 4), cartChanged(sku, living, 1, 9)].map(aRecord),
    ...[cartChanged(sku, expired, 5, 7, yesterday), stockChanged(sku, 3, 12)].map(aRecord),
  ]);

  const state = SkuAvailability.parse((await stateOf(ground)).get(`sku#${sku}`));

  expect(state).toMatchObject({ sku, available: 12, stockVersion: 3 });
  expect(piecesInCarts(state, new Date())).toBe(4);
});
