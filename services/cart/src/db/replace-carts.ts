import {
  ConditionalCheckFailedException,
  TransactionCanceledException,
  TransactionConflictException,
} from "@aws-sdk/client-dynamodb";
import { PutCommand, TransactWriteCommand, type TransactWriteCommandInput } from "@aws-sdk/lib-dynamodb";
import type { Cart } from "../carts/cart";
import { type CartTable, itemOf, unchangedSince } from "./cart-item";

export interface Replacement {
  /** As it was read; null where there was none. */
  before: Cart | null;
  after: Cart;
}

export type AlsoWritten = NonNullable<TransactWriteCommandInput["TransactItems"]>[number];

/**
 * Puts carts in place of what was read, all or none, and whatever is to be written with them. False when one has
 * changed since it was read, or a condition of the rest does not hold: read again, and decide anew.
 */
export async function replaceCarts(
  { dynamo, cartsTable }: CartTable,
  replacements: readonly Replacement[],
  also: readonly AlsoWritten[] = [],
): Promise<boolean> {
  const puts = replacements.map(({ before, after }) => ({
    Put: { TableName: cartsTable, Item: itemOf(after), ...(before ? unchangedSince(before) : isNew) },
  }));
  const writes: AlsoWritten[] = [...puts, ...also];
  const [only] = writes;
  try {
    // A transaction costs twice what a put does.
    if (writes.length === 1 && only?.Put) await dynamo.send(new PutCommand(only.Put));
    else await dynamo.send(new TransactWriteCommand({ TransactItems: writes }));
    return true;
  } catch (error) {
    if (isOutrun(error)) return false;
    throw error;
  }
}

const isNew = { ConditionExpression: "attribute_not_exists(pk)" };

const outrunBy = new Set<string | undefined>(["ConditionalCheckFailed", "TransactionConflict"]);

function isOutrun(error: unknown): boolean {
  if (error instanceof ConditionalCheckFailedException) return true;
  if (error instanceof TransactionConflictException) return true;
  if (!(error instanceof TransactionCanceledException)) return false;
  return error.CancellationReasons?.some(({ Code }) => outrunBy.has(Code)) ?? false;
}
