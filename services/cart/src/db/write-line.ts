import { ConditionalCheckFailedException, TransactionConflictException } from "@aws-sdk/client-dynamodb";
import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { CartId, Sku } from "@shopeasy/contracts/ids";
import { newId } from "@shopeasy/platform/ids";
import type { Caller, Cart } from "../carts/cart";
import { expiryAfter } from "../carts/cart-rules";
import { type CartTable, cartOf, epochSeconds, pendingShardOf } from "./cart-item";

/** A change of one line, in the words of an update expression where `#sku` is the line's. */
export interface LineWrite {
  cartId: CartId;
  sku: Sku;
  caller: Caller;
  ifMatch: number | undefined;
  now: Date;
  set?: readonly string[];
  remove?: readonly string[];
  /** Beside those that every write has. */
  conditions: readonly string[];
  values?: Readonly<Record<string, unknown>>;
}

/** The cart after the write; or as it stood when it was refused, null where there is none. */
export type LineWritten = { written: true; cart: Cart } | { written: false; cart: Cart | null };

/**
 * Changes a line in one conditional write, which nobody else's can undo: nothing is read before. False when a
 * transaction held the cart; try again.
 */
export async function writeLine(
  { dynamo, cartsTable }: CartTable,
  write: LineWrite,
): Promise<LineWritten | false> {
  const set = [...(write.set ?? []), ...always];
  const remove = write.remove?.length ? ` REMOVE ${write.remove.join(", ")}` : "";
  const access = accessOf(write);
  const writeId = newId();
  const update = new UpdateCommand({
    TableName: cartsTable,
    Key: { pk: write.cartId },
    UpdateExpression: `SET ${set.join(", ")}${remove}`,
    ConditionExpression: [...access.conditions, notYet, ...write.conditions].join(" AND "),
    ExpressionAttributeNames: { "#sku": write.sku },
    ExpressionAttributeValues: {
      ...valuesOfAlways(write),
      ...access.values,
      ...write.values,
      ":writeId": writeId,
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
    const item = unmarshall(error.Item);
    return { written: item.lastWrite === writeId, cart: cartOf(item) };
  }
}

/** The SDK sends a write again whose answer was lost: what was added already must not be added twice. */
const notYet = "(attribute_not_exists(lastWrite) OR lastWrite <> :writeId)";

/** The right sides see the item as it was, so the mark is the version that this write makes. */
const always = [
  "lastWrite = :writeId",
  "version = version + :one",
  "unsent.#sku = version + :one",
  "pendingShard = :shard",
  "pendingSince = if_not_exists(pendingSince, :now)",
  "updatedAt = :updatedAt",
  "expiresAt = :expiry",
];

const valuesOfAlways = ({ cartId, now }: LineWrite) => ({
  ":one": 1,
  ":shard": pendingShardOf(cartId),
  ":now": now.getTime(),
  ":updatedAt": now.toISOString(),
  ":expiry": epochSeconds(expiryAfter(now)),
});

/** `requireOpen` and `requireVersion` as conditions. */
function accessOf({ caller, ifMatch, now }: LineWrite) {
  const conditions = [
    "attribute_not_exists(mergedInto)",
    "expiresAt > :nowSeconds",
    caller ? "(attribute_not_exists(ownerId) OR ownerId = :caller)" : "attribute_not_exists(ownerId)",
    ...(ifMatch === undefined ? [] : ["version = :ifMatch"]),
  ];
  const values = {
    ":nowSeconds": now.getTime() / 1_000,
    ...(caller && { ":caller": caller }),
    ...(ifMatch !== undefined && { ":ifMatch": ifMatch }),
  };
  return { conditions, values };
}
