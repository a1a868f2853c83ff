import { type ShopEvent, shopEvent } from "@shopeasy/contracts/events";
import type { ProductId, Sku } from "@shopeasy/contracts/ids";

/** What became of one SKU: `moved` with the state after it, or why not: how many there were. */
export type StockMove = { sku: Sku; availableBefore: number } & (
  | { moved: false }
  | {
      moved: true;
      productId: ProductId;
      onHand: number;
      reserved: number;
      version: number;
      threshold: number;
    }
);

/**
 * What is told of moves that were made: `stock.changed` of each, with its absolute state; and `stock.low` of one by
 * which what is available came down to its threshold or below: once, at the crossing.
 */
export function stockEvents(
  moves: readonly StockMove[],
  { now, newId }: { now: Date; newId: () => string },
): ShopEvent<"stock.changed" | "stock.low">[] {
  return moves.flatMap((move) => {
    if (!move.moved) return [];
    const { sku, productId, onHand, reserved, version, threshold, availableBefore } = move;
    const available = onHand - reserved;
    const envelope = () => ({
      id: newId(),
      occurredAt: now,
      aggregateId: sku,
      aggregateVersion: version,
    });

    const changed = shopEvent("stock.changed", envelope(), { sku, onHand, reserved, available });
    if (availableBefore <= threshold || available > threshold) return [changed];
    return [changed, shopEvent("stock.low", envelope(), { sku, productId, available, threshold })];
  });
}

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
