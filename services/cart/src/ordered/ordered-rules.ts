import type { ShopEvent } from "@shopeasy/contracts/events";
import type { CartLine } from "../carts/cart";

/** The lines without the ordered quantities: what was added since the order stays. The same lines if none is ordered. */
export function withoutOrdered(
  lines: readonly CartLine[],
  ordered: ShopEvent<"order.paid">["data"]["lines"],
): readonly CartLine[] {
  const taken = new Map<string, number>();
  for (const { sku, quantity } of ordered) taken.set(sku, (taken.get(sku) ?? 0) + quantity);
  if (!lines.some(({ sku }) => taken.has(sku))) return lines;
  return lines
    .map((line) => ({ ...line, quantity: line.quantity - (taken.get(line.sku) ?? 0) }))
    .filter(({ quantity }) => quantity > 0);
}
