import type { CartId, Sku, UserId } from "@shopeasy/contracts/ids";
import type { SellableVariant } from "@shopeasy/contracts/internal/catalog";

/** What a line keeps of its variant, as the customer saw it when she last set the line. */
export type SeenVariant = Pick<
  SellableVariant,
  "productId" | "slug" | "name" | "options" | "image" | "price" | "available"
>;

export interface CartLine {
  sku: Sku;
  /** 1 to 99. */
  quantity: number;
  seen: SeenVariant;
  /** When the line came into the cart, in epoch milliseconds: lines stand in this order. */
  since: number;
}

export const reasonsToLeaveOut = ["insufficient-stock", "quantity-limit", "cart-full"] as const;

/** Pieces in a guest's cart that could not join the customer's own. */
export interface LeftOut {
  sku: Sku;
  quantity: number;
  reason: (typeof reasonsToLeaveOut)[number];
}

/** What became of a guest's cart at its guest's sign-in. */
export interface Joining {
  /** The customer's own cart. */
  cartId: CartId;
  leftOut: readonly LeftOut[];
}

/** A cart, as it is stored. */
export interface Cart {
  id: CartId;
  /** Null for a guest's, whose id is the secret that opens it. */
  ownerId: UserId | null;
  /** Grows with each change of what is in it. */
  version: number;
  lines: readonly CartLine[];
  /** In upper case. Whether it is any good is asked whenever the cart is looked at. */
  coupon: string | null;
  /** SKUs whose quantity the inventory stream was not told of yet, with the version at which each last changed. */
  unsent: ReadonlyMap<Sku, number>;
  /** Names the last time that some of them were left to the sweeper, since the cart was last marked as told. */
  leftAs: string | null;
  /** The last writes' names, by which one that is sent again is known. */
  recentWrites: ReadonlySet<string>;
  /** Of a guest's cart that has joined a customer's. Such a one is gone for everybody. */
  joined: Joining | null;
  updatedAt: Date;
  /** In whole seconds, as the table's time to live wants it. */
  expiresAt: Date;
}

/** Who asks: a customer, or null for somebody who is not signed in. */
export type Caller = UserId | null;

/** Which cart, on whose behalf. */
export interface CartTarget {
  cartId: CartId;
  caller: Caller;
  /** The version that the cart must have; undefined where any will do. */
  ifMatch: number | undefined;
}
