import type { Sku } from "@shopeasy/contracts/ids";
import { couponFor } from "../coupons/coupon-rules";
import type { Deps } from "../deps";
import type { KnownVariants } from "../variants/variant-lookup";
import type { Cart } from "./cart";
import type { CartView } from "./cart-schemas";
import { viewOf } from "./view-rules";

type Presenting = Pick<Deps, "variants" | "coupons">;

/**
 * The cart as its customer sees it. While catalog is down it tells what was last known; a coupon takes nothing off
 * while orders is down, or once it is good no more.
 */
export async function presentCart(deps: Presenting, cart: Cart, cut?: ReadonlySet<Sku>): Promise<CartView> {
  const known = await deps.variants.find(cart.lines.map(({ sku }) => sku));
  const discount = await discountOf(deps, cart, known);
  return viewOf(cart, { known, discount, ...(cut && { cut }) });
}

async function discountOf({ coupons }: Presenting, cart: Cart, known: KnownVariants): Promise<number> {
  if (cart.coupon === null || cart.lines.length === 0) return 0;
  const price = await coupons.find(couponFor(cart.coupon, cart, known));
  return price?.valid ? price.discount : 0;
}
