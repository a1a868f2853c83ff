import type { CartView } from "../carts/cart-schemas";
import { presentCart } from "../carts/present-cart";
import type { Deps } from "../deps";
import { changeLine, type LineTarget } from "./change-line";

/** Takes a line out of the cart. That it is not there is as good. @throws what `changeLine` throws */
export async function removeItem(deps: Deps, target: LineTarget): Promise<CartView> {
  const { written, cart } = await changeLine(deps, target, {
    remove: ["quantities.#sku", "seen.#sku", "since.#sku"],
    conditions: ["attribute_exists(quantities.#sku)"],
  });
  if (written) deps.logger.info("cart.item-removed", { sku: target.sku });
  return presentCart(deps, cart);
}
