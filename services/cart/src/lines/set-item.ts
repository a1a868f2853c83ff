import type { Sku } from "@shopeasy/contracts/ids";
import { annotate } from "@shopeasy/platform/tracing/tracing";
import type { CartTarget } from "../carts/cart";
import { mostLines } from "../carts/cart-rules";
import type { CartView } from "../carts/cart-schemas";
import { changeCart } from "../carts/change-cart";
import { presentCart } from "../carts/present-cart";
import type { Deps } from "../deps";
import { limitOf, refusalOf, seenVariant } from "./line-rules";
import { removeItem } from "./remove-item";
import { requireVariant } from "./require-variant";

/**
 * Sets how many of a SKU are in the cart, whether there were any or not; 0 removes the line.
 * @throws what `addItem` throws
 */
export async function setItem(
  deps: Deps,
  target: CartTarget,
  { sku, quantity }: { sku: Sku; quantity: number },
): Promise<CartView> {
  annotate("sku", sku);
  if (quantity === 0) return removeItem(deps, target, sku);
  const variant = await requireVariant(deps, sku);
  const isRefused = quantity > limitOf(variant);
  const { written, cart } = await changeCart(deps, target, {
    sku,
    set: ["quantities.#sku = :quantity", "seen.#sku = :seen", "since.#sku = if_not_exists(since.#sku, :now)"],
    conditions: [
      "(attribute_exists(quantities.#sku) OR size(quantities) < :mostLines)",
      // More than there are: the write is sent to learn how the cart stands, and can't succeed.
      ...(isRefused ? ["attribute_not_exists(pk)"] : []),
    ],
    values: { ":quantity": quantity, ":seen": seenVariant(variant), ":mostLines": mostLines },
  });
  if (!written) throw deps.counts.refused(refusalOf(cart, sku, quantity, variant.available));
  deps.logger.info("cart.item-set", { sku, quantity });
  return presentCart(deps, cart);
}
