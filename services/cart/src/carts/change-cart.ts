import { untilWritten } from "../db/until-written";
import { type CartChange, writeCart } from "../db/write-cart";
import type { Deps } from "../deps";
import type { Cart, CartTarget } from "./cart";
import { requireOpen, requireVersion } from "./cart-rules";

/**
 * Writes a change of a cart and has it announced. Gives the cart as it then is, or as it was where one of the change's
 * own conditions did not hold.
 * @throws NotFound `cart-not-found`, PreconditionFailed `cart-changed`
 */
export async function changeCart(
  deps: Deps,
  target: CartTarget,
  change: CartChange,
): Promise<{ written: boolean; cart: Cart }> {
  const now = deps.clock.now();
  const outcome = await untilWritten(() => writeCart(deps, target, change, now));
  if (outcome.written) {
    deps.changes.announce(outcome.cart);
    return outcome;
  }
  const cart = requireOpen(outcome.cart, target.caller, now);
  requireVersion(cart, target.ifMatch);
  return { written: false, cart };
}
