import { mostLines } from "../carts/cart-rules";
import type { CartView } from "../carts/cart-schemas";
import { presentCart } from "../carts/present-cart";
import type { Deps } from "../deps";
import { changeLine, type LineTarget, refused, requireVariant } from "./change-line";
import { limitOf, refusalOf, seenVariant } from "./line-rules";
import { removeItem } from "./remove-item";

/**
 * Sets how many of a SKU are in the cart, whether there were any or not; 0 removes the line.
 * @throws what `addItem` throws
 */
export async function setItem(deps: Deps, target: LineTarget, quantity: number): Promise<CartView> {
  if (quantity === 0) return removeItem(deps, target);
  const { sku } = target;
  const variant = await requireVariant(deps, sku);
  const isRefused = quantity > limitOf(variant);
  const { written, cart } = await changeLine(deps, target, {
    set: ["quantities.#sku = :quantity", "seen.#sku = :seen", "since.#sku = if_not_exists(since.#sku, :now)"],
    conditions: [
      "(attribute_exists(quantities.#sku) OR size(quantities) < :mostLines)",
      // More than there are: the write is sent to learn how the cart stands, and can't succeed.
      ...(isRefused ? ["attribute_not_exists(pk)"] : []),
    ],
    values: { ":quantity": quantity, ":seen": seenVariant(variant), ":mostLines": mostLines },
  });
  if (!written) throw refused(refusalOf(cart, sku, quantity, variant.available));
  deps.logger.info("cart.item-set", { sku, quantity });
  return presentCart(deps, cart);
}
