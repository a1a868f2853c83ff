import type { Sku } from "@shopeasy/contracts/ids";
import { annotate } from "@shopeasy/platform/tracing/tracing";
import type { CartTarget } from "../carts/cart";
import { mostLines } from "../carts/cart-rules";
import type { CartView } from "../carts/cart-schemas";
import { changeCart } from "../carts/change-cart";
import { presentCart } from "../carts/present-cart";
import type { Deps } from "../deps";
import { limitOf, refusalOf, seenVariant } from "./line-rules";
import { requireVariant } from "./require-variant";

/**
 * Adds pieces of a SKU to what is in the cart.
 * @throws NotFound `unknown-sku`, Conflict `insufficient-stock`, Unprocessable `cart-full` or `quantity-limit`, and
 * what `changeCart` throws
 */
export async function addItem(
  deps: Deps,
  target: CartTarget,
  { sku, quantity }: { sku: Sku; quantity: number },
): Promise<CartView> {
  annotate("sku", sku);
  const variant = await requireVariant(deps, sku);
  const room = limitOf(variant) - quantity;
  const { written, cart } = await changeCart(deps, target, {
    sku,
    set: [
      "quantities.#sku = if_not_exists(quantities.#sku, :zero) + :quantity",
      "seen.#sku = :seen",
      "since.#sku = if_not_exists(since.#sku, :now)",
    ],
    conditions: [
      "(attribute_exists(quantities.#sku) OR size(quantities) < :mostLines)",
      // With no room for these alone the write can't succeed, and is sent to learn how the cart stands.
      room >= 0 ? "NOT quantities.#sku > :room" : "quantities.#sku <= :room",
    ],
    values: {
      ":zero": 0,
      ":quantity": quantity,
      ":seen": seenVariant(variant),
      ":mostLines": mostLines,
      ":room": room,
    },
  });
  if (!written) {
    const inCart = cart.lines.find((line) => line.sku === sku)?.quantity ?? 0;
    throw deps.counts.refused(refusalOf(cart, sku, inCart + quantity, variant.available));
  }
  deps.counts.itemAdded();
  deps.logger.info("cart.item-added", { sku, quantity });
  return presentCart(deps, cart);
}
