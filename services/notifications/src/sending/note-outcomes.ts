import { BatchWriteCommand, type DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";
import { z } from "zod";

/** The right to send a notification, until the lease runs out. */
export interface Claim {
  pk: string;
  token: string;
}

/** What became of a notification: `suppressed` where its address takes no more mail. */
export const Outcome = z.enum(["sent", "suppressed"]);
export type Outcome = z.infer<typeof Outcome>;

/** A notification that is over with, as it is stored. */
export interface SettledNotification extends Claim {
  status: Outcome;
  settledAt: string;
  expiresAt: number;
}

/** DynamoDB writes 25 items a call. */
export const mostOutcomesAtOnce = 25;

/** Stores what became of these notifications. */
export async function noteOutcomes(
  { dynamo, table }: { dynamo: DynamoDBDocumentClient; table: string },
  settled: readonly SettledNotification[],
): Promise<void> {
  // DynamoDB takes no call that has an item twice.
  const items = [...new Map(settled.map((one) => [one.pk, one])).values()];
  const puts = items.map((Item) => ({ PutRequest: { Item } }));
  const { UnprocessedItems } = await dynamo.send(new BatchWriteCommand({ RequestItems: { [table]: puts } }));
  // What it had no capacity for is tried again, as every write but those of a batch is by the SDK.
  const left = UnprocessedItems?.[table] ?? [];
  await Promise.all(
    left.map(({ PutRequest }) => dynamo.send(new PutCommand({ TableName: table, Item: PutRequest?.Item }))),
  );
}
