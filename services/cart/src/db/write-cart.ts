import { ConditionalCheckFailedException, TransactionConflictException } from "@aws-sdk/client-dynamodb";
import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { Sku } from "@shopeasy/contracts/ids";
import { newSecretId } from "@shopeasy/platform/ids";
import type { Cart, CartTarget } from "../carts/cart";
import { expiryAfter } from "../carts/cart-rules";
import { type CartTable, cartOf, epochSeconds, pendingShardOf } from "./cart-item";
import { nameOfWrite } from "./write-name-rules";

/** A change of a cart, in the words of an update expression. */
export interface CartChange {
  /** Of the line that changes, `#sku` in the expressions; the stream is told of it. */
  sku?: Sku;
  set?: readonly string[];
  remove?: readonly string[];
  /** Beside those that every write has. */
  conditions: readonly string[];
  values?: Readonly<Record<string, unknown>>;
}

/** The cart after the write; or as it stood when it was refused, null where there is none. */
export type CartWritten = { written: true; cart: Cart } | { written: false; cart: Cart | null };

/**
 * Changes a cart in one conditional write, which nobody else's can undo: nothing is read before. False when a
 * transaction held the cart; try again.
 */
export async function writeCart(
  { dynamo, cartsTable }: CartTable,
  target: CartTarget,
  change: CartChange,
  now: Date,
): Promise<CartWritten | false> {
  const name = nameOfWrite(now, newSecretId());
  const access = accessOf(target, now);
  const told = change.sku === undefined ? untold : toldOf(target, change.sku, now);
  const remove = change.remove?.length ? ` REMOVE ${change.remove.join(", ")}` : "";
  const update = new UpdateCommand({
    TableName: cartsTable,
    Key: { pk: target.cartId },
    UpdateExpression: `SET ${[...(change.set ?? []), ...always, ...told.set].join(", ")}${remove} ADD recentWrites :names`,
    ConditionExpression: [...access.conditions, notYet, ...change.conditions].join(" AND "),
    ExpressionAttributeNames: told.names,
    ExpressionAttributeValues: {
      ":one": 1,
      ":updatedAt": now.toISOString(),
      ":expiry": epochSeconds(expiryAfter(now)),
      ":name": name,
      ":names": new Set([name]),
      ...access.values,
      ...told.values,
      ...change.values,
    },
    ReturnValues: "ALL_NEW",
    ReturnValuesOnConditionCheckFailure: "ALL_OLD",
  });
  try {
    const { Attributes } = await dynamo.send(update);
    return { written: true, cart: cartOf(Attributes) };
  } catch (error) {
    if (error instanceof TransactionConflictException) return false;
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    if (!error.Item) return { written: false, cart: null };
    const cart = cartOf(unmarshall(error.Item));
    return { written: cart.recentWrites.has(name), cart };
  }
}

/**
 * The SDK sends a write again whose answer was lost: what was added already must not be added twice, whatever others
 * have written in between.
 */
const notYet = "NOT contains(recentWrites, :name)";

const always = ["version = version + :one", "updatedAt = :updatedAt", "expiresAt = :expiry"];

const untold = { set: [], names: undefined, values: {} } as const;

/** The unsent event. The right sides see the item as it was, so it has the version that this write makes. */
const toldOf = ({ cartId }: CartTarget, sku: Sku, now: Date) => ({
  set: [
    "unsent.#sku = version + :one",
    "pendingShard = :shard",
    "pendingSince = if_not_exists(pendingSince, :now)",
  ],
  names: { "#sku": sku },
  values: { ":shard": pendingShardOf(cartId), ":now": now.getTime() },
});

/** `requireOpen` and `requireVersion` as conditions. A customer's cart has her own id, any other is a guest's. */
function accessOf({ cartId, caller, ifMatch }: CartTarget, now: Date) {
  const isOwn = (caller as string | null) === cartId;
  const conditions = [
    "attribute_not_exists(mergedInto)",
    "expiresAt > :nowSeconds",
    isOwn ? "ownerId = :caller" : "attribute_not_exists(ownerId)",
    ...(ifMatch === undefined ? [] : ["version = :ifMatch"]),
  ];
  const values = {
    ":nowSeconds": now.getTime() / 1_000,
    ...(isOwn && { ":caller": caller }),
    ...(ifMatch !== undefined && { ":ifMatch": ifMatch }),
  };
  return { conditions, values };
}
