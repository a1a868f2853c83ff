import { ConditionalCheckFailedException, TransactionConflictException } from "@aws-sdk/client-dynamodb";
import { QueryCommand, UpdateCommand, type UpdateCommandInput } from "@aws-sdk/lib-dynamodb";
import { newSecretId } from "@shopeasy/platform/ids";
import { invalidValues } from "@shopeasy/platform/invalid-values";
import { z } from "zod";
import type { Cart } from "../carts/cart";
import {
  type CartTable,
  cartOf,
  pendingShardName,
  pendingShardOf,
  pendingShards,
  unchangedSince,
} from "./cart-item";
import { forgettable } from "./write-name-rules";

export interface PendingCart {
  cart: Cart;
  /** When the oldest of its unsent changes was made, in epoch milliseconds. */
  since: number;
}

export interface PendingCarts {
  carts: PendingCart[];
  /** Items that are no carts, by whatever mistake, and what is wrong with each. */
  unreadable: { key: unknown; faults: unknown }[];
}

const mostOfAShard = 100;

/** Carts with changes that were not sent since before that moment, the oldest of each shard first. */
export async function readPendingCarts(
  { dynamo, cartsTable }: CartTable,
  before: Date,
): Promise<PendingCarts> {
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
  const found: PendingCarts = { carts: [], unreadable: [] };
  for (const item of pages.flatMap(({ Items = [] }) => Items)) {
    try {
      found.carts.push({ cart: cartOf(item), since: Number(item.pendingSince) });
    } catch (error) {
      if (!(error instanceof z.ZodError)) throw error;
      found.unreadable.push({ key: item.pk, faults: invalidValues(error).map(({ path }) => path) });
    }
  }
  return found;
}

/**
 * Marks all as sent, unless the cart has changed since, or was left to the sweeper after it was read: then it has more to
 * send. Whether it did.
 */
export function markSent(table: CartTable, cart: Cart, now: Date): Promise<boolean> {
  const unchanged = unchangedSince(cart);
  const old = forgettable(cart.recentWrites, now);
  return updated(table, {
    Key: { pk: cart.id },
    UpdateExpression: `SET unsent = :none REMOVE pendingShard, pendingSince, leftAs${old.length > 0 ? " DELETE recentWrites :old" : ""}`,
    ConditionExpression: `${unchanged.ConditionExpression} AND attribute_exists(pendingSince)`,
    ExpressionAttributeValues: {
      ...unchanged.ExpressionAttributeValues,
      ":none": {},
      ...(old.length > 0 && { ":old": new Set(old) }),
    },
  });
}

/**
 * Has the sweeper, and nobody else, tell of the cart's unsent SKUs how many there are then. The cart's version, which is
 * what customers see of it, stays. False when the cart is gone, or a transaction held it.
 */
export function leaveToSweeper(table: CartTable, { id, unsent }: Cart, now: Date): Promise<boolean> {
  const skus = [...unsent.keys()];
  const unsentNow = skus.map((_, index) => `unsent.#sku${index} = version`);
  return updated(table, {
    Key: { pk: id },
    UpdateExpression: `SET ${unsentNow.join(", ")}, pendingShard = :shard, pendingSince = if_not_exists(pendingSince, :now), leftAs = :leftAs`,
    ConditionExpression: "attribute_exists(pk)",
    ExpressionAttributeNames: Object.fromEntries(skus.map((sku, index) => [`#sku${index}`, sku])),
    ExpressionAttributeValues: {
      ":shard": pendingShardOf(id),
      ":now": now.getTime(),
      ":leftAs": newSecretId(),
    },
  });
}

/** Takes the names of old writes off a cart that is written to all the time, and so never marked. */
export function forgetWrites(table: CartTable, cart: Cart, names: readonly string[]): Promise<boolean> {
  return updated(table, {
    Key: { pk: cart.id },
    UpdateExpression: "DELETE recentWrites :old",
    ConditionExpression: "attribute_exists(pk)",
    ExpressionAttributeValues: { ":old": new Set(names) },
  });
}

/** Takes what nobody can read out of the sweeper's way; it stays in the table, and says since when. */
export function setAside(table: CartTable, key: unknown, now: Date): Promise<boolean> {
  return updated(table, {
    Key: { pk: key },
    UpdateExpression: "SET setAsideAt = :now REMOVE pendingShard, pendingSince",
    ConditionExpression: "attribute_exists(pk)",
    ExpressionAttributeValues: { ":now": now.toISOString() },
  });
}

async function updated(
  { dynamo, cartsTable }: CartTable,
  update: Omit<UpdateCommandInput, "TableName">,
): Promise<boolean> {
  try {
    await dynamo.send(new UpdateCommand({ TableName: cartsTable, ...update }));
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    if (error instanceof TransactionConflictException) return false;
    throw error;
  }
}
