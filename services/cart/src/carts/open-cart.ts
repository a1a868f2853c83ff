import { CartId, type UserId } from "@shopeasy/contracts/ids";
import { newSecretId } from "@shopeasy/platform/ids";
import { readCart } from "../db/read-cart";
import { replaceCarts } from "../db/replace-carts";
import { untilWritten } from "../db/until-written";
import type { Deps } from "../deps";
import type { Caller } from "./cart";
import { isAlive, newCart, newOwnCart, ownCartId } from "./cart-rules";
import type { CartView } from "./cart-schemas";
import { presentCart } from "./present-cart";

/** A new cart for a guest; for a customer her own, made if there is none. */
export async function openCart(deps: Deps, caller: Caller): Promise<CartView> {
  const cart = caller ? await openOwnCart(deps, caller) : await openGuestCart(deps);
  return presentCart(deps, cart);
}

function openGuestCart(deps: Deps) {
  return untilWritten(async () => {
    const cart = newCart(CartId.parse(newSecretId()), null, 1, deps.clock.now());
    if (!(await replaceCarts(deps, [{ before: null, after: cart }]))) return false;
    deps.counts.opened();
    return cart;
  });
}

function openOwnCart(deps: Deps, userId: UserId) {
  return untilWritten(async () => {
    const now = deps.clock.now();
    const found = await readCart(deps, ownCartId(userId));
    if (isAlive(found, now)) return found;
    const cart = newOwnCart(userId, found, now);
    if (!(await replaceCarts(deps, [{ before: found, after: cart }]))) return false;
    deps.counts.opened();
    return cart;
  });
}
