import type { Sku } from "@shopeasy/contracts/ids";
import type { SellableVariant } from "@shopeasy/contracts/internal/catalog";
import { type AppError, Conflict, Unprocessable } from "@shopeasy/platform/errors";
import type { Cart, SeenVariant } from "../carts/cart";
import { mostLines, mostOfOne } from "../carts/cart-rules";

/** What a line keeps of its variant. */
export function seenVariant(variant: SellableVariant): SeenVariant {
  const { productId, slug, name, options, image, price, available } = variant;
  return { productId, slug, name, options, image, price, available };
}

/** The most of a SKU that may be in one cart. */
export const limitOf = ({ available }: Pick<SellableVariant, "available">): number =>
  Math.min(available, mostOfOne);

/** Why a cart that did not take a line of that many did not. */
export function refusalOf(cart: Cart, sku: Sku, wanted: number, available: number): AppError {
  const inCart = cart.lines.find((line) => line.sku === sku)?.quantity ?? 0;
  if (wanted > available) {
    const detail = "Fewer of this can be bought just now.";
    return new Conflict("insufficient-stock", detail, { sku, requested: wanted, available });
  }
  if (wanted > mostOfOne) {
    const detail = `A cart takes at most ${mostOfOne} of one article.`;
    return new Unprocessable("quantity-limit", detail, { sku, limit: mostOfOne, inCart });
  }
  return new Unprocessable("cart-full", `A cart takes at most ${mostLines} lines.`, { limit: mostLines });
}
