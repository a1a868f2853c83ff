import type { Sku } from "@shopeasy/contracts/ids";
import { annotate } from "@shopeasy/platform/tracing/tracing";
import type { CartTarget } from "../carts/cart";
import type { CartView } from "../carts/cart-schemas";
import { changeCart } from "../carts/change-cart";
import { presentCart } from "../carts/present-cart";
import type { Deps } from "../deps";

/** Takes a line out of the cart. That it is not there is as good. @throws what `changeCart` throws */
export async function removeItem(deps: Deps, target: CartTarget, sku: Sku): Promise<CartView> {
  annotate("sku", sku);
  const { written, cart } = await changeCart(deps, target, {
    sku,
    remove: ["quantities.#sku", "seen.#sku", "since.#sku"],
    conditions: ["attribute_exists(quantities.#sku)"],
  });
  if (written) deps.logger.info("cart.item-removed", { sku });
  return presentCart(deps, cart);
}
