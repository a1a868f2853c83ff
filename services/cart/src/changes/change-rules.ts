import { type ShopEvent, shopEvent } from "@shopeasy/contracts/events";
import type { Sku } from "@shopeasy/contracts/ids";
import type { Cart } from "../carts/cart";
import { quantities } from "../carts/cart-rules";

/** Of SKUs, the version of the cart at which the stream was told of each. */
export type Told = ReadonlyMap<Sku, number>;

const nothingYet: Told = new Map();

/**
 * What the inventory stream is told of a cart: for each SKU that it was not told of, how many are in the cart now.
 * The stream is keyed by SKU; of one cart's and SKU's events, that with the higher version holds.
 */
export function changeEvents(
  cart: Cart,
  newId: () => string,
  told: Told = nothingYet,
): ShopEvent<"cart.changed">[] {
  const inCart = quantities(cart.lines);
  return [...cart.unsent]
    .filter(([sku, version]) => told.get(sku) !== version)
    .map(([sku, version]) =>
      shopEvent(
        "cart.changed",
        { id: newId(), occurredAt: cart.updatedAt, aggregateId: sku, aggregateVersion: version },
        { cartId: cart.id, sku, quantity: inCart.get(sku) ?? 0, expiresAt: cart.expiresAt.toISOString() },
      ),
    );
}
