import {
  GetRecordsCommand,
  GetShardIteratorCommand,
  KinesisClient,
  ListShardsCommand,
} from "@aws-sdk/client-kinesis";
import { eventSchemas, type ShopEvent } from "@shopeasy/contracts/events";
import { clientConfig } from "@shopeasy/testing/cloud";

type CartChanged = ShopEvent<"cart.changed">;

/** What the stream was told of a cart so far, in the order in which it was told of each SKU. */
export async function changesOf(streamName: string, cartId: string): Promise<CartChanged[]> {
  const records = await allRecords(streamName);
  return records.filter(({ event }) => event.data.cartId === cartId).map(({ event }) => event);
}

/** What a reader of the stream takes a cart to hold: of each SKU, the highest version. */
export async function toldContents(streamName: string, cartId: string): Promise<Record<string, number>> {
  const newest = new Map<string, CartChanged>();
  for (const event of await changesOf(streamName, cartId)) {
    const known = newest.get(event.data.sku);
    if (!known || event.aggregateVersion >= known.aggregateVersion) newest.set(event.data.sku, event);
  }
  return Object.fromEntries([...newest].map(([sku, { data }]) => [sku, data.quantity]));
}

export async function allRecords(streamName: string): Promise<{ key: string; event: CartChanged }[]> {
  const client = new KinesisClient(clientConfig("kinesis"));
  try {
    const { Shards = [] } = await client.send(new ListShardsCommand({ StreamName: streamName }));
    const shards = Shards.map(({ ShardId }) => readShard(client, streamName, ShardId ?? ""));
    return (await Promise.all(shards)).flat();
  } finally {
    client.destroy();
  }
}

async function readShard(client: KinesisClient, streamName: string, shardId: string) {
  const start = { StreamName: streamName, ShardId: shardId, ShardIteratorType: "TRIM_HORIZON" } as const;
  let iterator = (await client.send(new GetShardIteratorCommand(start))).ShardIterator;
  const records: { key: string; event: CartChanged }[] = [];
  for (;;) {
    const page = await client.send(new GetRecordsCommand({ ShardIterator: iterator }));
    for (const { Data, PartitionKey } of page.Records ?? []) {
      const event = eventSchemas["cart.changed"].parse(JSON.parse(Buffer.from(Data ?? []).toString()));
      records.push({ key: PartitionKey ?? "", event });
    }
    iterator = page.NextShardIterator;
    if (!page.Records?.length || !iterator) return records;
  }
}
