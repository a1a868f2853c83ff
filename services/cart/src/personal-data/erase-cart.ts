import type { UserId } from "@shopeasy/contracts/ids";
import { ownCartId, withLines } from "../carts/cart-rules";
import { readCart } from "../db/read-cart";
import { replaceCarts } from "../db/replace-carts";
import { untilWritten } from "../db/until-written";
import type { Deps } from "../deps";

type Needed = Pick<Deps, "dynamo" | "cartsTable" | "clock" | "changes" | "logger">;

/** Time enough to tell the stream that nothing is in it any more; then time to live deletes the empty cart. */
const staysMs = 86_400_000;

/** Takes everything out of an erased customer's own cart, and has it go soon. Doing it again does no more. */
export async function eraseCart(deps: Needed, userId: UserId): Promise<void> {
  const erased = await untilWritten(async () => {
    const now = deps.clock.now();
    const before = await readCart(deps, ownCartId(userId));
    if (!before || (before.lines.length === 0 && before.coupon === null)) return null;
    const expiresAt = new Date(now.getTime() + staysMs);
    const after = { ...withLines(before, [], now), coupon: null, expiresAt };
    return (await replaceCarts(deps, [{ before, after }])) && after;
  });
  if (!erased) return;
  deps.changes.announce(erased);
  deps.logger.info("cart.erased", { customerId: userId });
}
