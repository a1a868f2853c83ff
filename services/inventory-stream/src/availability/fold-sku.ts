import { BatchGetCommand, GetCommand, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { SkuAvailability, skuKey } from "@shopeasy/contracts/availability";
import type { Sku } from "@shopeasy/contracts/ids";
import { z } from "zod";
import type { Deps } from "../deps";
import { CartItem, cartKey } from "./availability-items";
import { type Change, fold, type Standing, unheardOf } from "./availability-rules";

/** DynamoDB takes 100 items in a transaction, and in a read of many; one is the SKU's own. */
const mostAtOnce = 99;

/** One invocation at a time has a shard, and with it a SKU: another is there only while AWS moves shards about. */
const mostAttempts = 5;

type Store = Pick<Deps, "dynamo" | "table" | "clock">;

/**
 * Folds changes into what is stored of a SKU. An item for each cart, beside the sums by hour on the SKU's own item,
 * keeps both small however many carts there are (720 hours are some 10 kB, of 400 that an item may have), and lets a
 * reader ask for one item. Both change in one transaction; the SKU's revision guards it.
 */
export async function foldSku(store: Store, sku: Sku, changes: readonly Change[]): Promise<void> {
  for (let start = 0; start < changes.length; start += mostAtOnce) {
    await foldSome(store, sku, changes.slice(start, start + mostAtOnce));
  }
}

async function foldSome(store: Store, sku: Sku, changes: readonly Change[]): Promise<void> {
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    const { standing, revision } = await load(store, sku, changes);
    const now = store.clock.now();
    const folded = changes.reduce((before, change) => fold(before, change, now), standing);
    if (folded === standing || (await save(store, sku, { standing, folded, revision }))) return;
  }
  throw new Error(`Others keep changing what is known of ${sku}`);
}

async function load({ dynamo, table }: Store, sku: Sku, changes: readonly Change[]) {
  // First the SKU: should a cart change after that, the SKU's revision tells.
  const { Item } = await dynamo.send(
    new GetCommand({ TableName: table, Key: skuKey(sku), ConsistentRead: true }),
  );
  const stored = SkuAvailability.optional().parse(Item);
  const names = new Set(changes.flatMap((change) => (change.kind === "cart" ? [change.cart] : [])));
  const carts = names.size === 0 ? [] : await loadCarts({ dynamo, table }, sku, [...names]);
  const standing: Standing = {
    sku: stored ?? unheardOf,
    carts: new Map(carts.map(({ cart, ...state }) => [cart, state])),
  };
  return { standing, revision: stored?.revision };
}

async function loadCarts({ dynamo, table }: Pick<Store, "dynamo" | "table">, sku: Sku, carts: string[]) {
  const Keys = carts.map((cart) => cartKey(sku, cart));
  const { Responses, UnprocessedKeys } = await dynamo.send(
    new BatchGetCommand({ RequestItems: { [table]: { Keys, ConsistentRead: true } } }),
  );
  // A cart that is left unread would be taken for one never heard of, and be counted twice.
  if (UnprocessedKeys?.[table]) throw new Error("DynamoDB left carts unread");
  return z.array(CartItem).parse(Responses?.[table] ?? []);
}

interface Fold {
  standing: Standing;
  folded: Standing;
  revision: number | undefined;
}

/** False where somebody else has written in between. */
async function save({ dynamo, table }: Store, sku: Sku, { standing, folded, revision }: Fold) {
  const changed = [...folded.carts].filter(([cart, state]) => standing.carts.get(cart) !== state);
  const unseen = { ConditionExpression: "attribute_not_exists(pk)" };
  const seen = { ConditionExpression: "revision = :seen", ExpressionAttributeValues: { ":seen": revision } };
  const item = { ...skuKey(sku), sku, ...folded.sku, revision: (revision ?? 0) + 1 };
  try {
    await dynamo.send(
      new TransactWriteCommand({
        TransactItems: [
          { Put: { TableName: table, Item: item, ...(revision === undefined ? unseen : seen) } },
          ...changed.map(([cart, state]) => ({
            Put: { TableName: table, Item: { ...cartKey(sku, cart), cart, ...state } },
          })),
        ],
      }),
    );
    return true;
  } catch (error) {
    if (isConflict(error)) return false;
    throw error;
  }
}

const conflicts = new Set(["ConditionalCheckFailed", "TransactionConflict"]);

function isConflict(error: unknown): boolean {
  const { name, CancellationReasons: reasons = [] } = Object(error) as {
    name?: unknown;
    CancellationReasons?: { Code?: string }[];
  };
  return (
    name === "TransactionCanceledException" &&
    reasons.some(({ Code }) => Code !== undefined && conflicts.has(Code))
  );
}
