import { ConditionalCheckFailedException, TransactionConflictException } from "@aws-sdk/client-dynamodb";
import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { Cart } from "../carts/cart";
import { expiryAfter } from "../carts/cart-rules";
import { type CartTable, epochSeconds } from "./cart-item";

/** Puts off the cart's expiry, unless somebody else did. Its version stays: nothing in it has changed. */
export async function renewCart({ dynamo, cartsTable }: CartTable, cart: Cart, now: Date): Promise<Cart> {
  const expiresAt = expiryAfter(now);
  const renewal = new UpdateCommand({
    TableName: cartsTable,
    Key: { pk: cart.id },
    UpdateExpression: "SET expiresAt = :expiry",
    ConditionExpression: "version = :version",
    ExpressionAttributeValues: { ":expiry": epochSeconds(expiresAt), ":version": cart.version },
  });
  try {
    await dynamo.send(renewal);
    return { ...cart, expiresAt };
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return cart;
    if (error instanceof TransactionConflictException) return cart;
    throw error;
  }
}
