import { BatchGetCommand } from "@aws-sdk/lib-dynamodb";
import type { CartId } from "@shopeasy/contracts/ids";
import { GatheredCalls } from "@shopeasy/platform/gathered-calls";
import type { Cart } from "../carts/cart";
import { type CartTable, cartOf } from "./cart-item";
import { readCart } from "./read-cart";

/** DynamoDB's limit. */
const mostInACall = 100;

/** A `readCart` that reads in one call what is asked for at the same moment. */
export function readCartsTogether(table: CartTable): (id: CartId) => Promise<Cart | null> {
  const reads = new GatheredCalls((ids: readonly CartId[]) => readItems(table, ids), {
    forMs: 1,
    mostInACall,
  });
  return async (id) => {
    const { items, left } = await reads.ask(id);
    if (left.has(id)) return readCart(table, id);
    const item = items.get(id);
    return item === undefined ? null : cartOf(item);
  };
}

interface Read {
  /** By id, as they are stored. */
  items: ReadonlyMap<unknown, unknown>;
  /** What DynamoDB had no capacity to read. */
  left: ReadonlySet<unknown>;
}

async function readItems({ dynamo, cartsTable }: CartTable, ids: readonly CartId[]): Promise<Read> {
  const Keys = [...new Set(ids)].map((pk) => ({ pk }));
  const { Responses, UnprocessedKeys } = await dynamo.send(
    new BatchGetCommand({ RequestItems: { [cartsTable]: { Keys, ConsistentRead: true } } }),
  );
  return {
    items: new Map(Responses?.[cartsTable]?.map((item) => [item.pk, item])),
    left: new Set(UnprocessedKeys?.[cartsTable]?.Keys?.map(({ pk }) => pk)),
  };
}
