import {
  type DynamoDBDocumentClient,
  type PutCommandInput,
  TransactWriteCommand,
} from "@aws-sdk/lib-dynamodb";
import { Unavailable } from "@shopeasy/platform/errors";
import type { Claim } from "./note-outcomes";

/** What stores a claim, on the condition that nobody has the notification, or has had it. */
export type ClaimPut = PutCommandInput & { Item: Claim };

/** DynamoDB takes 100 items in a transaction. */
export const mostClaimsAtOnce = 100;

/**
 * Stores claims in one transaction, and gives the tokens of those that were: of all of them, or of none where one can't
 * be had, or where there is but one, as a transaction costs twice what a put does. The rest is to be claimed one by one.
 */
export async function claimTogether(
  dynamo: DynamoDBDocumentClient,
  puts: readonly ClaimPut[],
): Promise<ReadonlySet<string>> {
  // DynamoDB takes no transaction that has an item twice.
  const claims = [...new Map(puts.map((put) => [put.Item.pk, put])).values()];
  if (claims.length === 1) return new Set();
  try {
    await dynamo.send(new TransactWriteCommand({ TransactItems: claims.map((Put) => ({ Put })) }));
  } catch (error) {
    // What is wrong with one must not hold up the others: alone it tells.
    if (error instanceof Unavailable) throw error;
    return new Set();
  }
  return new Set(claims.map(({ Item }) => Item.token));
}
