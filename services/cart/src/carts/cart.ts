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

/** A cart, as it is stored. */
export interface Cart {
  id: CartId;
  /** Null for a guest's, whose id is the secret that opens it. */
  ownerId: UserId | null;
  /** Grows with each change of what is in it. */
  version: number;
  lines: readonly CartLine[];
  /** SKUs whose quantity the inventory stream was not told of yet, with the version at which each last changed. */
  unsent: ReadonlyMap<Sku, number>;
  /** The customer's cart that this guest's has joined. Such a one is gone for everybody. */
  mergedInto: CartId | null;
  updatedAt: Date;
  /** In whole seconds, as the table's time to live wants it. */
  expiresAt: Date;
}

/** Who asks: a customer, or null for somebody who is not signed in. */
export type Caller = UserId | null;
