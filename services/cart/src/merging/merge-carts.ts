import type { CartId, UserId } from "@shopeasy/contracts/ids";
import type { Cart } from "../carts/cart";
import {
  isAlive,
  mostLines,
  newOwnCart,
  ownCartId,
  requireOpen,
  requireVersion,
  withLines,
} from "../carts/cart-rules";
import type { CartView } from "../carts/cart-schemas";
import { presentCart, todaysVariants } from "../carts/present-cart";
import { readCart } from "../db/read-cart";
import { replaceCarts } from "../db/replace-carts";
import { untilWritten } from "../db/until-written";
import type { Deps } from "../deps";
import { cartFull } from "../lines/line-rules";
import { type MergedLines, mergeLines } from "./merge-rules";

export interface Merging {
  guestCartId: CartId;
  userId: UserId;
  /** Of the guest's cart. */
  ifMatch: number | undefined;
}

interface Merged extends Pick<MergedLines, "cut"> {
  own: Cart;
}

/**
 * The lines of a guest's cart join the customer's own, and the guest's cart is gone. Doing it again gives the own
 * cart again; nobody else can.
 * @throws NotFound `cart-not-found`, PreconditionFailed `cart-changed`, Unprocessable `cart-full`
 */
export async function mergeCarts(deps: Deps, merging: Merging): Promise<CartView> {
  const { own, cut } = await untilWritten(() => tryToMerge(deps, merging));
  return presentCart(deps, own, cut);
}

async function tryToMerge(deps: Deps, { guestCartId, userId, ifMatch }: Merging): Promise<Merged | false> {
  const now = deps.clock.now();
  const ownId = ownCartId(userId);
  const [guest, found] = await Promise.all([readCart(deps, guestCartId), readCart(deps, ownId)]);
  if (guestCartId === ownId || guest?.mergedInto === ownId) {
    return { own: requireOpen(found, userId, now), cut: new Set() };
  }
  const open = requireOpen(guest, userId, now);
  requireVersion(open, ifMatch);

  const own = isAlive(found, now) ? found : newOwnCart(userId, found, now);
  const today = await todaysVariants(
    deps,
    open.lines.map(({ sku }) => sku),
  );
  const { lines, cut } = mergeLines(own.lines, open.lines, today);
  if (lines.length > mostLines) throw cartFull();

  const filled = withLines(own, lines, now);
  // It stays until it would have expired, so that a merge that is sent again is known.
  const emptied = { ...withLines(open, [], now), mergedInto: ownId, expiresAt: open.expiresAt };
  const isWritten = await replaceCarts(deps, [
    { before: open, after: emptied },
    { before: found, after: filled },
  ]);
  if (!isWritten) return false;

  deps.changes.announce(emptied);
  deps.changes.announce(filled);
  deps.logger.info("cart.merged", { lines: open.lines.length, cut: cut.size });
  return { own: filled, cut };
}
