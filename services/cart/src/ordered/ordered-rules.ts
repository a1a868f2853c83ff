import type { ShopEvent } from "@shopeasy/contracts/events";
import type { Sku } from "@shopeasy/contracts/ids";
import type { Cart, CartLine } from "../carts/cart";

type OrderedLines = ShopEvent<"order.paid">["data"]["lines"];

/** The lines without the ordered quantities: what was added since the order stays. The same lines if none is ordered. */
export function withoutOrdered(lines: readonly CartLine[], ordered: OrderedLines): readonly CartLine[] {
  const taken = new Map<string, number>();
  for (const { sku, quantity } of ordered) taken.set(sku, (taken.get(sku) ?? 0) + quantity);
  if (!lines.some(({ sku }) => taken.has(sku))) return lines;
  return lines
    .map((line) => ({ ...line, quantity: line.quantity - (taken.get(line.sku) ?? 0) }))
    .filter(({ quantity }) => quantity > 0);
}

/**
 * What changed last in a cart is told at once, and its item needs not say so; what was unsent before that, by whoever
 * changed it, stays there.
 */
export function splitUnsent(cart: Cart): { toTell: Cart; toStore: Cart } {
  const isNew = ([, version]: [Sku, number]) => version === cart.version;
  const unsent = [...cart.unsent];
  return {
    toTell: { ...cart, unsent: new Map(unsent.filter(isNew)) },
    toStore: { ...cart, unsent: new Map(unsent.filter((one) => !isNew(one))) },
  };
}

/** The cart as one of which the stream knows nothing about the ordered SKUs. */
export const withAllUnsent = (cart: Cart, ordered: OrderedLines): Cart => ({
  ...cart,
  unsent: new Map(ordered.map(({ sku }) => [sku, cart.version])),
});
