import { CartId, type Sku, type UserId } from "@shopeasy/contracts/ids";
import { NotFound, PreconditionFailed } from "@shopeasy/platform/errors";
import type { Caller, Cart, CartLine } from "./cart";

export const currency = "USD";

export const mostLines = 100;
export const mostOfOne = 99;

const dayMs = 86_400_000;
const lifetimeMs = 30 * dayMs;

/** When a cart that is used now expires. */
export const expiryAfter = (now: Date): Date =>
  new Date(Math.ceil((now.getTime() + lifetimeMs) / 1_000) * 1_000);

/** Looking at a cart is using it, too, but is written down once a day at most. */
export const wantsRenewal = (cart: Cart, now: Date): boolean =>
  expiryAfter(now).getTime() - cart.expiresAt.getTime() > dayMs;

/** A customer has one cart, and its id is hers: no look-up leads to it, and two tabs can't make two. */
export const ownCartId = (userId: UserId): CartId => CartId.parse(userId);

/** An empty cart. */
export function newCart(id: CartId, ownerId: UserId | null, version: number, now: Date): Cart {
  return {
    id,
    ownerId,
    version,
    lines: [],
    coupon: null,
    unsent: new Map(),
    leftAs: null,
    recentWrites: new Set(),
    joined: null,
    updatedAt: now,
    expiresAt: expiryAfter(now),
  };
}

/**
 * An empty cart for a customer. Its id was perhaps in use before, and orders and the stream tell its states apart by
 * version: it begins at the epoch's second, which is higher than what a cart of 30 days ago can have reached.
 */
export function newOwnCart(userId: UserId, expired: Cart | null, now: Date): Cart {
  const version = Math.max(Math.floor(now.getTime() / 1_000), (expired?.version ?? 0) + 1);
  return newCart(ownCartId(userId), userId, version, now);
}

/** Time to live deletes late, so expiry is looked at here. */
export const isAlive = (cart: Cart | null, now: Date): cart is Cart =>
  cart !== null && cart.joined === null && cart.expiresAt > now;

/**
 * A cart that is there and opens to the caller: a guest's to whoever has its id, a customer's to nobody else.
 * @throws NotFound for any other, so that ids can't be probed
 */
export function requireOpen(cart: Cart | null, caller: Caller, now: Date): Cart {
  if (isAlive(cart, now) && (cart.ownerId === null || cart.ownerId === caller)) return cart;
  throw new NotFound("cart-not-found", "There is no such cart, or it has expired.");
}

/** @throws PreconditionFailed where the caller names another version than the cart's */
export function requireVersion(cart: Cart, ifMatch: number | undefined): void {
  if (ifMatch === undefined || ifMatch === cart.version) return;
  throw new PreconditionFailed("cart-changed", "The cart has changed meanwhile.", { version: cart.version });
}

/** The cart with other lines: the next version, and unsent what is another quantity now. */
export function withLines(cart: Cart, lines: readonly CartLine[], now: Date): Cart {
  const version = cart.version + 1;
  const before = quantities(cart.lines);
  const after = quantities(lines);
  const changed = [...new Set([...before.keys(), ...after.keys()])].filter(
    (sku) => before.get(sku) !== after.get(sku),
  );
  const unsent = new Map([...cart.unsent, ...changed.map((sku) => [sku, version] as const)]);
  return { ...cart, version, lines, unsent, updatedAt: now, expiresAt: expiryAfter(now) };
}

/** How many of each SKU. */
export const quantities = (lines: readonly CartLine[]): Map<Sku, number> =>
  new Map(lines.map(({ sku, quantity }) => [sku, quantity]));
