import { BatchGetCommand, PutCommand, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { SkuAvailability, skuKey } from "@shopeasy/contracts/availability";
import type { Sku } from "@shopeasy/contracts/ids";
import type { Deps } from "../deps";
import { CartItem, cartKey } from "./availability-items";
import { type CartState, type Change, type Standing, unheardOf } from "./availability-rules";

/** DynamoDB takes so many items in a transaction, and in a read of many. */
export const mostAtOnce = 100;

export type Store = Pick<Deps, "dynamo" | "table" | "clock">;

/** What happened to a SKU, in the stream's order. */
export interface SkuChanges {
  sku: Sku;
  changes: readonly Change[];
}

/** What is known of a SKU, before and after. */
export interface Folded {
  sku: Sku;
  standing: Standing;
  folded: Standing;
  /** As it was read; undefined of a SKU that was never heard of. */
  revision: number | undefined;
}

/**
 * Reads what is stored of SKUs, and of those of their carts that changes name. An item for each cart, beside the sums
 * by hour on the SKU's own item, keeps both small however many carts there are (720 hours are some 10 kB, of 400 that
 * an item may have), and lets a reader ask for one item.
 */
export async function loadStandings({ dynamo, table }: Store, groups: readonly SkuChanges[]) {
  const keys = new Set(
    groups.flatMap(({ sku, changes }) => [skuKey(sku).pk, ...cartsOf(sku, changes).keys()]),
  );
  const Keys = [...keys].map((pk) => ({ pk }));
  const { Responses, UnprocessedKeys } = await dynamo.send(
    new BatchGetCommand({ RequestItems: { [table]: { Keys, ConsistentRead: true } } }),
  );
  // A cart that is left unread would be taken for one never heard of, and be counted twice.
  if (UnprocessedKeys?.[table]) throw new Error("DynamoDB left items unread");
  const items = new Map(Responses?.[table]?.map((item) => [item.pk as string, item]));

  const changesOf = new Map(groups.map(({ sku, changes }) => [sku, changes]));
  return (sku: Sku): Pick<Folded, "standing" | "revision"> => {
    const stored = SkuAvailability.optional().parse(items.get(skuKey(sku).pk));
    const carts = new Map<string, CartState>();
    for (const [pk, cart] of cartsOf(sku, changesOf.get(sku) ?? [])) {
      const item = items.get(pk);
      if (item) carts.set(cart, CartItem.parse(item));
    }
    return { standing: { sku: stored ?? unheardOf, carts }, revision: stored?.revision };
  };
}

/** By their keys. */
const cartsOf = (sku: Sku, changes: SkuChanges["changes"]): ReadonlyMap<string, string> =>
  new Map(
    changes.flatMap((change) =>
      change.kind === "cart" ? [[cartKey(sku, change.cart).pk, change.cart]] : [],
    ),
  );

/**
 * Stores SKUs with their carts, all or none; false where somebody else has written in between. Each item is held to
 * what was read of it: a read of many items is none of one moment.
 */
export async function saveAll({ dynamo, table }: Store, folds: readonly Folded[]): Promise<boolean> {
  const puts = folds.flatMap(putsOf).map((put) => ({ Put: { TableName: table, ...put } }));
  const [only] = puts;
  try {
    // A transaction costs twice what a put does.
    if (puts.length === 1 && only) await dynamo.send(new PutCommand(only.Put));
    else await dynamo.send(new TransactWriteCommand({ TransactItems: puts }));
    return true;
  } catch (error) {
    if (isConflict(error)) return false;
    throw error;
  }
}

function putsOf({ sku, standing, folded, revision }: Folded) {
  const Item = { ...skuKey(sku), sku, ...folded.sku, revision: (revision ?? 0) + 1 };
  const carts = [...folded.carts].flatMap(([cart, state]) => {
    const known = standing.carts.get(cart);
    if (known === state) return [];
    const { version, expiresAt } = known ?? {};
    return [{ Item: { ...cartKey(sku, cart), cart, ...state }, ...asRead(known && { version, expiresAt }) }];
  });
  return [{ Item, ...asRead(revision === undefined ? undefined : { revision }) }, ...carts];
}

/** The condition that an item's attributes are still what was read; of one that was not there, that it is not. */
function asRead(known: Readonly<Record<string, unknown>> | undefined) {
  if (!known) return { ConditionExpression: "attribute_not_exists(pk)" };
  const names = Object.keys(known);
  return {
    ConditionExpression: names.map((name) => `${name} = :${name}`).join(" AND "),
    ExpressionAttributeValues: Object.fromEntries(names.map((name) => [`:${name}`, known[name]])),
  };
}

const conflicts = new Set(["ConditionalCheckFailed", "TransactionConflict"]);
const refusals = new Set<unknown>(["ConditionalCheckFailedException", "TransactionConflictException"]);

function isConflict(error: unknown): boolean {
  const { name, CancellationReasons: reasons = [] } = Object(error) as {
    name?: unknown;
    CancellationReasons?: { Code?: string }[];
  };
  if (refusals.has(name)) return true;
  return (
    name === "TransactionCanceledException" &&
    reasons.some(({ Code }) => Code !== undefined && conflicts.has(Code))
  );
}
