import { QueryCommand, type QueryCommandOutput } from "@aws-sdk/lib-dynamodb";
import type { Item } from "./read-items";
import type { Tables } from "./store";

/** All items of a partition whose sort key begins so, as they are now. */
export async function readPartition({ dynamo, tables }: Tables, pk: string, beginning = ""): Promise<Item[]> {
  const found: Item[] = [];
  let startKey: Record<string, unknown> | undefined;
  do {
    const { Items = [], LastEvaluatedKey }: QueryCommandOutput = await dynamo.send(
      new QueryCommand({
        TableName: tables.feedback,
        KeyConditionExpression: beginning === "" ? "pk = :pk" : "pk = :pk AND begins_with(sk, :beginning)",
        ExpressionAttributeValues: { ":pk": pk, ...(beginning !== "" && { ":beginning": beginning }) },
        ConsistentRead: true,
        ...(startKey && { ExclusiveStartKey: startKey }),
      }),
    );
    found.push(...Items);
    startKey = LastEvaluatedKey;
  } while (startKey);
  return found;
}
