import type { Sku } from "@shopeasy/contracts/ids";

export type ReservationStatus = "held" | "settled" | "released";

export interface ReservationLine {
  sku: Sku;
  quantity: number;
}

/** How long stock is held for an order: long enough for a 3-D Secure page. */
export const heldMinutes = 15;

/** One line for each SKU, in the order of SKUs: all who take stock take it in that order, so none waits in a circle. */
export function linesBySku(items: readonly ReservationLine[]): ReservationLine[] {
  const quantities = new Map<Sku, number>();
  for (const { sku, quantity } of items) quantities.set(sku, (quantities.get(sku) ?? 0) + quantity);
  return [...quantities]
    .map(([sku, quantity]) => ({ sku, quantity }))
    .sort((one, other) => (one.sku < other.sku ? -1 : 1));
}
