import { BatchWriteCommand, type DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { z } from "zod";
import type { Event, OutgoingEvent, Publish } from "../events/event";
import { outboxShard } from "./outbox-item";

export interface DrainResult {
  published: number;
  failed: number;
  /** When the oldest item that stays was written, in epoch milliseconds. */
  oldest: number | undefined;
}

const storedItem = z.object({
  pk: z.string(),
  sk: z.string(),
  event: z.string(),
  traceHeader: z.string().optional(),
  createdAt: z.number(),
});
type StoredItem = z.output<typeof storedItem>;

/** DynamoDB takes 25 deletions a call. */
const DELETIONS_A_CALL = 25;
const PAGE = 100;

/**
 * Publishes what waits in a shard, page by page so that items which fail hold up none behind them, and deletes what
 * was published. Two that drain at once publish twice, and a consumer's inbox sees to that.
 */
export async function drainShard(
  client: DynamoDBDocumentClient,
  table: string,
  shard: number,
  publish: Publish,
  isStopping: () => boolean,
): Promise<DrainResult> {
  const result: DrainResult = { published: 0, failed: 0, oldest: undefined };
  let startKey: Record<string, unknown> | undefined;
  do {
    const page = await client.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": outboxShard(shard) },
        ConsistentRead: true,
        Limit: PAGE,
        ...(startKey && { ExclusiveStartKey: startKey }),
      }),
    );
    const items = z.array(storedItem).parse(page.Items ?? []);
    const failedIds = items.length > 0 ? await publish(items.map(outgoing)) : new Set<string>();
    const published = items.filter((item) => !failedIds.has(item.sk));
    await remove(client, table, published);

    result.published += published.length;
    result.failed += failedIds.size;
    result.oldest ??= items.find((item) => failedIds.has(item.sk))?.createdAt;
    startKey = page.LastEvaluatedKey;
  } while (startKey && !isStopping());
  return result;
}

function outgoing({ event, traceHeader }: StoredItem): OutgoingEvent {
  return { event: JSON.parse(event) as Event, traceHeader };
}

async function remove(
  client: DynamoDBDocumentClient,
  table: string,
  items: readonly StoredItem[],
): Promise<void> {
  for (let start = 0; start < items.length; start += DELETIONS_A_CALL) {
    const batch = items.slice(start, start + DELETIONS_A_CALL);
    // What is left unprocessed is published once more, later: no need to insist.
    await client.send(
      new BatchWriteCommand({
        RequestItems: { [table]: batch.map(({ pk, sk }) => ({ DeleteRequest: { Key: { pk, sk } } })) },
      }),
    );
  }
}
