import type { CartId } from "@shopeasy/contracts/ids";
import { readCart } from "../db/read-cart";
import { renewCart } from "../db/renew-cart";
import type { Deps } from "../deps";
import type { Caller } from "./cart";
import { requireOpen, wantsRenewal } from "./cart-rules";
import type { CartView } from "./cart-schemas";
import { presentCart } from "./present-cart";

/** @throws NotFound `cart-not-found` */
export async function getCart(deps: Deps, id: CartId, caller: Caller): Promise<CartView> {
  const now = deps.clock.now();
  const cart = requireOpen(await readCart(deps, id), caller, now);
  return presentCart(deps, wantsRenewal(cart, now) ? await renewCart(deps, cart, now) : cart);
}
