import { QueryCommand, type QueryCommandOutput } from "@aws-sdk/lib-dynamodb";
import type { Item } from "./read-items";
import type { Tables } from "./store";

/** An index that lists what is listed under something, and its attribute that sorts. */
export type ListOrder = { index: string; attribute: string; ascending: boolean };

export const newestFirst: ListOrder = { index: "newest", attribute: "id", ascending: false };

export interface PageQuery extends ListOrder {
  /** The index's partition. */
  under: string;
  /** How many are wanted. */
  most: number;
  /** The place of the last one that was shown. */
  after?: string | undefined;
}

/** The next of a list, by the place of the last one and not by a key of the table, which would tell who wrote it. */
export async function readPage({ dynamo, tables }: Tables, query: PageQuery) {
  const { index, attribute, ascending, under, most, after } = query;
  const further = ascending ? "AND #place > :after" : "AND #place < :after";
  const found: Item[] = [];
  let startKey: Record<string, unknown> | undefined;
  // One answer has 1 MB at most, which is less than a hundred long reviews.
  do {
    const { Items = [], LastEvaluatedKey }: QueryCommandOutput = await dynamo.send(
      new QueryCommand({
        TableName: tables.feedback,
        IndexName: index,
        KeyConditionExpression: `listedUnder = :under ${after === undefined ? "" : further}`,
        ...(after !== undefined && { ExpressionAttributeNames: { "#place": attribute } }),
        ExpressionAttributeValues: { ":under": under, ":after": after },
        ScanIndexForward: ascending,
        Limit: most - found.length,
        ...(startKey && { ExclusiveStartKey: startKey }),
      }),
    );
    found.push(...Items);
    startKey = LastEvaluatedKey;
  } while (startKey && found.length < most);
  return found;
}
