import type { CartTarget } from "../carts/cart";
import { requireOpen, requireVersion, withLines } from "../carts/cart-rules";
import type { CartView } from "../carts/cart-schemas";
import { presentCart } from "../carts/present-cart";
import { readCart } from "../db/read-cart";
import { replaceCarts } from "../db/replace-carts";
import { untilWritten } from "../db/until-written";
import type { Deps } from "../deps";

/** Takes all lines out of the cart. @throws NotFound `cart-not-found`, PreconditionFailed `cart-changed` */
export async function emptyCart(deps: Deps, { cartId, caller, ifMatch }: CartTarget): Promise<CartView> {
  const cart = await untilWritten(async () => {
    const now = deps.clock.now();
    const before = requireOpen(await readCart(deps, cartId), caller, now);
    requireVersion(before, ifMatch);
    if (before.lines.length === 0) return before;
    const after = withLines(before, [], now);
    return (await replaceCarts(deps, [{ before, after }])) && after;
  });
  deps.changes.announce(cart);
  return presentCart(deps, cart);
}
