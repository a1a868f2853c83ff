import type { CartId, Sku } from "@shopeasy/contracts/ids";
import type { SellableVariant } from "@shopeasy/contracts/internal/catalog";
import { type AppError, NotFound } from "@shopeasy/platform/errors";
import type { Caller, Cart } from "../carts/cart";
import { requireOpen, requireVersion } from "../carts/cart-rules";
import { untilWritten } from "../db/until-written";
import { type LineWrite, writeLine } from "../db/write-line";
import type { Deps } from "../deps";

/** Which line of which cart, and on whose behalf. */
export interface LineTarget {
  cartId: CartId;
  sku: Sku;
  caller: Caller;
  /** The version that the cart must have; undefined where any will do. */
  ifMatch: number | undefined;
}

/**
 * Writes a change of a line and has it announced. Gives the cart as it then is, or as it was where one of the
 * write's own conditions did not hold.
 * @throws NotFound `cart-not-found`, PreconditionFailed `cart-changed`
 */
export async function changeLine(
  deps: Deps,
  target: LineTarget,
  change: Pick<LineWrite, "set" | "remove" | "conditions" | "values">,
): Promise<{ written: boolean; cart: Cart }> {
  const now = deps.clock.now();
  const outcome = await untilWritten(() => writeLine(deps, { ...target, ...change, now }));
  if (outcome.written) {
    deps.changes.announce(outcome.cart);
    return outcome;
  }
  const cart = requireOpen(outcome.cart, target.caller, now);
  requireVersion(cart, target.ifMatch);
  return { written: false, cart };
}

/** @throws NotFound `unknown-sku`; Unavailable while catalog is down */
export async function requireVariant(
  { variants }: Pick<Deps, "variants">,
  sku: Sku,
): Promise<SellableVariant> {
  const variant = (await variants.find([sku])).get(sku);
  if (variant) return variant;
  throw new NotFound("unknown-sku", "There is no such article.", { sku });
}

/** What a refused write is answered with. */
export function refused(reason: AppError | undefined): Error {
  return reason ?? new Error("A line was refused for no reason that the rules know");
}
