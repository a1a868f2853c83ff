import { ConditionalCheckFailedException, TransactionConflictException } from "@aws-sdk/client-dynamodb";
import { QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { Cart } from "../carts/cart";
import { type CartTable, cartOf, pendingShardName, pendingShards } from "./cart-item";

export interface PendingCart {
  cart: Cart;
  /** When the oldest of its unsent changes was made, in epoch milliseconds. */
  since: number;
}

const mostOfAShard = 100;

/** Carts with changes that were not sent since before that moment, the oldest of each shard first. */
export async function readPendingCarts(
  { dynamo, cartsTable }: CartTable,
  before: Date,
): Promise<PendingCart[]> {
  const shards = Array.from({ length: pendingShards }, (_, shard) => pendingShardName(shard));
  const pages = await Promise.all(
    shards.map((shard) =>
      dynamo.send(
        new QueryCommand({
          TableName: cartsTable,
          IndexName: "pending",
          KeyConditionExpression: "pendingShard = :shard AND pendingSince < :before",
          ExpressionAttributeValues: { ":shard": shard, ":before": before.getTime() },
          Limit: mostOfAShard,
        }),
      ),
    ),
  );
  return pages.flatMap(({ Items = [] }) =>
    Items.map((item) => ({ cart: cartOf(item), since: Number(item.pendingSince) })),
  );
}

/** Marks all as sent, unless the cart has changed since: then it has more to send. Whether it did. */
export async function markSent({ dynamo, cartsTable }: CartTable, cart: Cart): Promise<boolean> {
  const mark = new UpdateCommand({
    TableName: cartsTable,
    Key: { pk: cart.id },
    UpdateExpression: "SET unsent = :none REMOVE pendingShard, pendingSince",
    ConditionExpression: "version = :version AND attribute_exists(pendingSince)",
    ExpressionAttributeValues: { ":none": {}, ":version": cart.version },
  });
  try {
    await dynamo.send(mark);
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    if (error instanceof TransactionConflictException) return false;
    throw error;
  }
}
