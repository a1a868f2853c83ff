import { type ShopEvent, shopEvent } from "@shopeasy/contracts/events";
import type { ProductId, Sku } from "@shopeasy/contracts/ids";

/** What became of one SKU: how many could be sold before, and, of one that was `moved`, the state after it. */
export type StockMove = { sku: Sku; availableBefore: number } & (
  | { moved: false }
  | { moved: true; onHand: number; reserved: number }
);

/** Stock whose threshold staff change. */
export interface ThresholdChange {
  sku: Sku;
  productId: ProductId;
  available: number;
  version: number;
  before: number;
  threshold: number;
}

/** `stock.low` of stock that did not move, but is low now by its new threshold, and was not by the old one. */
export function thresholdEvents(
  changes: readonly ThresholdChange[],
  { now, newId }: { now: Date; newId: () => string },
): ShopEvent<"stock.low">[] {
  return changes.flatMap(({ sku, productId, available, version, before, threshold }) => {
    if (available <= before || available > threshold) return [];
    const envelope = { id: newId(), occurredAt: now, aggregateId: sku, aggregateVersion: version };
    return [shopEvent("stock.low", envelope, { sku, productId, available, threshold })];
  });
}

/** How many SKUs these moves took the last piece of, that could be sold. */
export const soldOutBy = (moves: readonly StockMove[]): number =>
  moves.filter((move) => move.moved && move.availableBefore > 0 && move.onHand - move.reserved <= 0).length;
