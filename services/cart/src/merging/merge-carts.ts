import type { CartId, UserId } from "@shopeasy/contracts/ids";
import type { Cart, LeftOut } from "../carts/cart";
import { isAlive, newOwnCart, ownCartId, requireOpen, requireVersion, withLines } from "../carts/cart-rules";
import { presentCart } from "../carts/present-cart";
import { readCart } from "../db/read-cart";
import { replaceCarts } from "../db/replace-carts";
import { untilWritten } from "../db/until-written";
import type { Deps } from "../deps";
import { cutSkus, mergeLines } from "./merge-rules";
import type { MergedCart } from "./merge-schemas";

export interface Merging {
  guestCartId: CartId;
  userId: UserId;
  /** Of the guest's cart. */
  ifMatch: number | undefined;
}

interface Merged {
  own: Cart;
  leftOut: readonly LeftOut[];
}

/**
 * The lines of a guest's cart join the customer's own, its coupon does where she has none, and the guest's cart is
 * gone. Doing it again gives the own cart again; nobody else can.
 * @throws NotFound `cart-not-found`, PreconditionFailed `cart-changed`
 */
export async function mergeCarts(deps: Deps, merging: Merging): Promise<MergedCart> {
  const { own, leftOut } = await untilWritten(() => tryToMerge(deps, merging));
  return { ...(await presentCart(deps, own, cutSkus(leftOut))), leftOut: [...leftOut] };
}

async function tryToMerge(deps: Deps, { guestCartId, userId, ifMatch }: Merging): Promise<Merged | false> {
  const now = deps.clock.now();
  const ownId = ownCartId(userId);
  const [guest, found] = await Promise.all([readCart(deps, guestCartId), readCart(deps, ownId)]);
  if (guestCartId === ownId || guest?.joined?.cartId === ownId) {
    return { own: requireOpen(found, userId, now), leftOut: guest?.joined?.leftOut ?? [] };
  }
  const open = requireOpen(guest, userId, now);
  requireVersion(open, ifMatch);

  const own = isAlive(found, now) ? found : newOwnCart(userId, found, now);
  const known = await deps.variants.find(open.lines.map(({ sku }) => sku));
  const { lines, leftOut } = mergeLines(own.lines, open.lines, known);
  const filled = { ...withLines(own, lines, now), coupon: own.coupon ?? open.coupon };
  // It stays until it would have expired, so that a merge that is sent again is known.
  const joined = { cartId: ownId, leftOut };
  const emptied = { ...withLines(open, [], now), joined, expiresAt: open.expiresAt };
  const isWritten = await replaceCarts(deps, [
    { before: open, after: emptied },
    { before: found, after: filled },
  ]);
  if (!isWritten) return false;

  deps.changes.announce(emptied);
  deps.changes.announce(filled);
  deps.logger.info("cart.merged", { lines: open.lines.length, leftOut: leftOut.length });
  return { own: filled, leftOut };
}
