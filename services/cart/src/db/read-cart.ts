import { GetCommand } from "@aws-sdk/lib-dynamodb";
import type { CartId } from "@shopeasy/contracts/ids";
import type { Cart } from "../carts/cart";
import { type CartTable, cartOf } from "./cart-item";

/** The cart as its last write left it, expired or merged ones too: rules decide what may be seen. */
export async function readCart({ dynamo, cartsTable }: CartTable, id: CartId): Promise<Cart | null> {
  const { Item } = await dynamo.send(
    new GetCommand({ TableName: cartsTable, Key: { pk: id }, ConsistentRead: true }),
  );
  return Item ? cartOf(Item) : null;
}
