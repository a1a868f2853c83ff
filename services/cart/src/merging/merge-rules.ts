import type { Sku } from "@shopeasy/contracts/ids";
import type { CartLine } from "../carts/cart";
import { mostOfOne } from "../carts/cart-rules";
import type { TodaysVariants } from "../carts/view-rules";

export interface MergedLines {
  lines: CartLine[];
  /** SKUs of which fewer came over than were wanted, for want of stock. */
  cut: ReadonlySet<Sku>;
}

/** A guest's lines join a customer's own, which stand first: the sum of both, as far as it may be and is there. */
export function mergeLines(
  own: readonly CartLine[],
  guest: readonly CartLine[],
  today: TodaysVariants,
): MergedLines {
  const lines = new Map(own.map((line) => [line.sku, line]));
  const cut = new Set<Sku>();
  const last = own.reduce((latest, { since }) => Math.max(latest, since), 0);
  for (const [index, line] of guest.entries()) {
    const mine = lines.get(line.sku);
    const wanted = Math.min((mine?.quantity ?? 0) + line.quantity, mostOfOne);
    const quantity = joined(mine?.quantity ?? 0, wanted, today?.get(line.sku)?.available);
    if (quantity < wanted) cut.add(line.sku);
    // The guest's is what was seen last; behind the customer's own lines, in its order.
    const since = mine?.since ?? Math.max(line.since, last + 1 + index);
    lines.set(line.sku, { ...line, quantity, since });
  }
  return { lines: [...lines.values()], cut };
}

/**
 * No more than there are, but none of what the customer had already is taken from her, and a line never vanishes:
 * of what is sold out or not sold any more, all stays, and the cart's notice tells.
 */
function joined(own: number, wanted: number, available: number | undefined): number {
  return available === undefined || available === 0 ? wanted : Math.max(own, Math.min(wanted, available));
}
