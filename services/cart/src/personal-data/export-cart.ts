import type { UserId } from "@shopeasy/contracts/ids";
import { isAlive, ownCartId } from "../carts/cart-rules";
import { readCart } from "../db/read-cart";
import type { Deps } from "../deps";

/** All that is held of a customer's own cart; null where she has none. */
export async function exportCart(deps: Pick<Deps, "dynamo" | "cartsTable" | "clock">, userId: UserId) {
  const cart = await readCart(deps, ownCartId(userId));
  if (!isAlive(cart, deps.clock.now())) return { cart: null };
  const { id, lines, coupon, updatedAt, expiresAt } = cart;
  const items = lines.map(({ sku, quantity, seen, since }) => ({
    sku,
    name: seen.name,
    quantity,
    addedAt: new Date(since).toISOString(),
  }));
  return {
    cart: { id, items, coupon, updatedAt: updatedAt.toISOString(), expiresAt: expiresAt.toISOString() },
  };
}
