import { setTimeout as pause } from "node:timers/promises";
import { BatchGetCommand } from "@aws-sdk/lib-dynamodb";
import type { Tables } from "./store";

/** Of an item of the feedback table. */
export interface Key {
  pk: string;
  sk: string;
}

export type Item = Record<string, unknown>;

/** Gives what was found under a key, undefined where there is nothing. */
export type Found = (key: Key) => Item | undefined;

/** DynamoDB takes 100 keys a call. */
const keysACall = 100;

/** Reads items by their keys as they are now, each once. */
export async function readItems({ dynamo, tables }: Tables, keys: readonly Key[]): Promise<Found> {
  const found = new Map<string, Item>();
  let wanted: Item[] = [...new Map(keys.map((key) => [nameOf(key), key])).values()].map((key) => ({
    ...key,
  }));
  for (let round = 0; wanted.length > 0; round++) {
    // It leaves some unread that are more than 16 MB together, or too many at once.
    if (round > 0) await pause(Math.min(500, 10 * 2 ** round));
    const request = { Keys: wanted.slice(0, keysACall), ConsistentRead: true };
    const { Responses, UnprocessedKeys } = await dynamo.send(
      new BatchGetCommand({ RequestItems: { [tables.feedback]: request } }),
    );
    for (const item of Responses?.[tables.feedback] ?? []) found.set(nameOf(item as unknown as Key), item);
    wanted = [...(UnprocessedKeys?.[tables.feedback]?.Keys ?? []), ...wanted.slice(keysACall)];
  }
  return (key) => found.get(nameOf(key));
}

const nameOf = ({ pk, sk }: Key) => `${pk} ${sk}`;
