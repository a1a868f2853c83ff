import { createHash } from "node:crypto";
import { type Event, serializeEvent } from "../events/event";
import { traceHeader } from "../tracing/tracing";

/** Partitions of an outbox table; a relay asks each of them. More allow more writes a second (1,000 each). */
export const OUTBOX_SHARDS = 4;

/** An outbox table's item: its partition key `pk` is a shard, its sort key `sk` the event's id. */
export interface OutboxItem {
  pk: string;
  sk: string;
  /** The envelope as JSON. */
  event: string;
  traceHeader?: string | undefined;
  /** Epoch milliseconds. */
  createdAt: number;
}

/**
 * The part of a TransactWriteItems that has `event` published once the transaction commits.
 * @throws RangeError for an event too large to be published.
 */
export function outboxItem(
  table: string,
  event: Event,
  now: Date,
): { Put: { TableName: string; Item: OutboxItem } } {
  return {
    Put: {
      TableName: table,
      Item: {
        pk: outboxShard(shardOf(event.aggregateId)),
        sk: event.id,
        event: serializeEvent(event),
        traceHeader: traceHeader(),
        createdAt: now.getTime(),
      },
    },
  };
}

/** The partition key of a shard, 0 to `OUTBOX_SHARDS` - 1. */
export function outboxShard(shard: number): string {
  return `outbox#${shard}`;
}

function shardOf(aggregateId: string): number {
  return createHash("sha1").update(aggregateId).digest().readUInt32BE(0) % OUTBOX_SHARDS;
}
