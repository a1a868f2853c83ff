import type { Sku } from "@shopeasy/contracts/ids";
import type { CartLine, LeftOut } from "../carts/cart";
import { mostLines, mostOfOne } from "../carts/cart-rules";
import type { KnownVariants } from "../variants/variant-lookup";

export interface MergedLines {
  lines: CartLine[];
  /** What of the guest's did not come over. */
  leftOut: LeftOut[];
}

/** A guest's lines join a customer's own, which stand first: the sum of both, as far as it may be and is there. */
export function mergeLines(
  own: readonly CartLine[],
  guest: readonly CartLine[],
  known: KnownVariants,
): MergedLines {
  const lines = new Map(own.map((line) => [line.sku, line]));
  const leftOut: LeftOut[] = [];
  const last = own.reduce((latest, { since }) => Math.max(latest, since), 0);
  for (const [index, line] of guest.entries()) {
    const { sku } = line;
    const mine = lines.get(sku);
    if (!mine && lines.size >= mostLines) {
      leftOut.push({ sku, quantity: line.quantity, reason: "cart-full" });
      continue;
    }
    const before = mine?.quantity ?? 0;
    const quantity = joined(before, line.quantity, known.get(sku)?.available);
    const left = before + line.quantity - quantity;
    if (left > 0) leftOut.push({ sku, quantity: left, reason: reasonAt(quantity) });
    // The guest's is what was seen last; behind the customer's own lines, in its order.
    const since = mine?.since ?? Math.max(line.since, last + 1 + index);
    lines.set(sku, { ...line, quantity, since });
  }
  return { lines: [...lines.values()], leftOut };
}

/** SKUs of which fewer came over than were wanted, for want of stock. */
export const cutSkus = (leftOut: readonly LeftOut[]): ReadonlySet<Sku> =>
  new Set(leftOut.filter(({ reason }) => reason === "insufficient-stock").map(({ sku }) => sku));

/**
 * No more than there are, but none of what the customer had already is taken from her, and a line never vanishes:
 * of what is sold out or not sold any more, all stays, and the cart's notice tells.
 */
function joined(own: number, guest: number, available: number | undefined): number {
  const wanted = Math.min(own + guest, mostOfOne);
  return available === undefined || available === 0 ? wanted : Math.max(own, Math.min(wanted, available));
}

const reasonAt = (quantity: number): LeftOut["reason"] =>
  quantity === mostOfOne ? "quantity-limit" : "insufficient-stock";
