import { Unprocessable } from "@shopeasy/platform/errors";
import type { CartTarget } from "../carts/cart";
import { requireOpen, requireVersion } from "../carts/cart-rules";
import type { CartView } from "../carts/cart-schemas";
import { changeCart } from "../carts/change-cart";
import { presentCart } from "../carts/present-cart";
import { readCart } from "../db/read-cart";
import type { Deps } from "../deps";
import { couponFor } from "./coupon-rules";

/**
 * Puts a coupon on the cart, in place of what coupon it had, if it is good for the cart as it is now.
 * @throws NotFound `cart-not-found`, PreconditionFailed `cart-changed`, Unprocessable `coupon-invalid`; Unavailable
 * while orders is down
 */
export async function setCoupon(deps: Deps, target: CartTarget, code: string): Promise<CartView> {
  const cart = requireOpen(await readCart(deps, target.cartId), target.caller, deps.clock.now());
  requireVersion(cart, target.ifMatch);
  const known = await deps.variants.find(cart.lines.map(({ sku }) => sku));
  const price = await deps.coupons.ask(couponFor(code, cart, known));
  if (!price.valid) {
    throw new Unprocessable("coupon-invalid", price.detail, { coupon: code, why: price.why });
  }

  const { cart: changed, written } = await changeCart(deps, target, {
    set: ["coupon = :coupon"],
    // The same again is no change.
    conditions: ["(NOT coupon = :coupon)"],
    values: { ":coupon": code },
  });
  if (written) deps.logger.info("cart.coupon-set", { coupon: code });
  return presentCart(deps, changed);
}

/** Takes the coupon off the cart. That there is none is as good. @throws what `changeCart` throws */
export async function removeCoupon(deps: Deps, target: CartTarget): Promise<CartView> {
  const { written, cart } = await changeCart(deps, target, {
    remove: ["coupon"],
    conditions: ["attribute_exists(coupon)"],
  });
  if (written) deps.logger.info("cart.coupon-removed");
  return presentCart(deps, cart);
}
