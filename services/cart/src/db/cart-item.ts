import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { CartId, ProductId, Sku, UserId } from "@shopeasy/contracts/ids";
import { Price } from "@shopeasy/contracts/money";
import { z } from "zod";
import { type Cart, type CartLine, type Joining, reasonsToLeaveOut } from "../carts/cart";

/** What names the carts' table. */
export interface CartTable {
  dynamo: DynamoDBDocumentClient;
  cartsTable: string;
}

/** Partitions of the index of carts with unsent changes; the sweeper asks each. More allow more writes a second. */
export const pendingShards = 8;

export const pendingShardName = (shard: number): string => `carts#${shard}`;

/** Where a cart stands in that index. The end of a UUID is random, whatever its version. */
export const pendingShardOf = (id: CartId): string =>
  pendingShardName(Number.parseInt(id.slice(-8), 16) % pendingShards);

const SeenVariant = z.object({
  productId: ProductId,
  slug: z.string(),
  name: z.string(),
  options: z.record(z.string(), z.string()),
  image: z.string().nullable(),
  price: Price,
  available: z.int(),
});

/**
 * A cart is one item. What there is of a SKU lies in maps side by side, since an expression can add to a number in a
 * map that is there, but not to one in a map that may not be.
 */
const StoredCart = z.object({
  pk: CartId,
  ownerId: UserId.optional(),
  version: z.int(),
  quantities: z.record(z.string(), z.int()),
  seen: z.record(z.string(), SeenVariant),
  since: z.record(z.string(), z.number()),
  coupon: z.string().optional(),
  unsent: z.record(z.string(), z.int()),
  leftAs: z.string().optional(),
  recentWrites: z.set(z.string()).optional(),
  mergedInto: CartId.optional(),
  leftOut: z.array(z.object({ sku: Sku, quantity: z.int(), reason: z.enum(reasonsToLeaveOut) })).optional(),
  updatedAt: z.iso.datetime(),
  expiresAt: z.int(),
});

/** @throws ZodError for an item that is no cart */
export function cartOf(item: unknown): Cart {
  const stored = StoredCart.parse(item);
  return {
    id: stored.pk,
    ownerId: stored.ownerId ?? null,
    version: stored.version,
    lines: linesOf(stored),
    coupon: stored.coupon ?? null,
    unsent: new Map(Object.entries(stored.unsent).map(([sku, version]) => [Sku.parse(sku), version])),
    leftAs: stored.leftAs ?? null,
    recentWrites: stored.recentWrites ?? new Set(),
    joined: joiningOf(stored),
    updatedAt: new Date(stored.updatedAt),
    expiresAt: new Date(stored.expiresAt * 1_000),
  };
}

const joiningOf = ({ mergedInto, leftOut = [] }: z.infer<typeof StoredCart>): Joining | null =>
  mergedInto ? { cartId: mergedInto, leftOut } : null;

function linesOf({ quantities, seen, since }: z.infer<typeof StoredCart>): CartLine[] {
  const lines = Object.entries(quantities).flatMap(([sku, quantity]) => {
    const variant = seen[sku];
    return variant ? [{ sku: Sku.parse(sku), quantity, seen: variant, since: since[sku] ?? 0 }] : [];
  });
  return lines.sort((one, other) => one.since - other.since || (one.sku < other.sku ? -1 : 1));
}

/** The whole item, for a write that replaces it. In maps, for the SDK takes no object with a `constructor` of its own. */
export function itemOf(cart: Cart) {
  const { id, ownerId, version, lines, coupon, unsent, leftAs, recentWrites, joined, updatedAt, expiresAt } =
    cart;
  const pending = { pendingShard: pendingShardOf(id), pendingSince: updatedAt.getTime() };
  return {
    pk: id,
    ownerId: ownerId ?? undefined,
    version,
    quantities: new Map(lines.map(({ sku, quantity }) => [sku, quantity])),
    seen: new Map(lines.map(({ sku, seen }) => [sku, seen])),
    since: new Map(lines.map(({ sku, since }) => [sku, since])),
    coupon: coupon ?? undefined,
    unsent,
    leftAs: leftAs ?? undefined,
    // DynamoDB takes no empty set.
    recentWrites: recentWrites.size > 0 ? recentWrites : undefined,
    mergedInto: joined?.cartId,
    leftOut: joined?.leftOut,
    updatedAt: updatedAt.toISOString(),
    expiresAt: epochSeconds(expiresAt),
    ...(unsent.size > 0 && pending),
  };
}

/** The condition that a cart is as it was read: nobody has changed it, or left anything of it to the sweeper. */
export const unchangedSince = ({ version, leftAs }: Cart) => ({
  ConditionExpression: `version = :version AND ${leftAs === null ? "attribute_not_exists(leftAs)" : "leftAs = :leftAs"}`,
  ExpressionAttributeValues: { ":version": version, ...(leftAs !== null && { ":leftAs": leftAs }) },
});

export const epochSeconds = (time: Date): number => Math.floor(time.getTime() / 1_000);
