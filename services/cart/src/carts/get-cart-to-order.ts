import type { CartId } from "@shopeasy/contracts/ids";
import { NotFound } from "@shopeasy/platform/errors";
import { readCart } from "../db/read-cart";
import type { Deps } from "../deps";
import { currency, isAlive } from "./cart-rules";

/** What an order is made from; whoever asks sees to it that the caller may. @throws NotFound `cart-not-found` */
export async function getCartToOrder(
  deps: Pick<Deps, "dynamo" | "cartsTable" | "clock" | "changes">,
  cartId: CartId,
) {
  const cart = await readCart(deps, cartId);
  if (!isAlive(cart, deps.clock.now())) {
    throw new NotFound("cart-not-found", "There is no such cart, or it has expired.");
  }
  deps.changes.leaveToWorker(cartId);
  const { id, ownerId, version, lines, coupon } = cart;
  return {
    id,
    ownerId,
    currency,
    coupon,
    version,
    items: lines.map(({ sku, quantity }) => ({ sku, quantity })),
  } as const;
}
