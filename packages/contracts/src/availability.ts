import { z } from "zod";
import { Sku } from "./ids";

const count = z.int().min(0);

/**
 * What the availability table holds of a SKU: written by the inventory-stream lambda, read by catalog. Beside these it
 * has items of the lambda's own, under other keys.
 */
export const SkuAvailability = z.object({
  sku: Sku,
  /** Null until the stock was heard of. */
  available: z.int().nullable(),
  /** Of the stock that `available` tells, as catalog counts; below 0 before any. */
  stockVersion: z.int(),
  /** Pieces in carts, by the hour (since the epoch) with whose beginning those carts count no more. */
  inCarts: z.record(z.string(), count),
  /** Grows with each write, also of one of its carts. */
  revision: count,
});
export type SkuAvailability = z.infer<typeof SkuAvailability>;

/** Where a SKU's item is. No SKU has a `#` in it, so it can't be mistaken for anything else in the table. */
export const skuKey = (sku: Sku) => ({ pk: `sku#${sku}` });

/** Pieces of a SKU in carts that have not expired; a cart counts no more from the full hour before its expiry on. */
export function piecesInCarts(
  { inCarts }: { inCarts: Readonly<SkuAvailability["inCarts"]> },
  now: Date,
): number {
  return Object.entries(inCarts).reduce(
    (sum, [hour, pieces]) => (isOver(Number(hour), now) ? sum : sum + pieces),
    0,
  );
}

/** The hour, counted from the epoch, whose beginning ends a cart that expires then (in epoch seconds). */
export const hourOfExpiry = (expiresAt: number): number => Math.floor(expiresAt / secondsAnHour);

/** Whether carts of this hour count no more. */
export const isOver = (hour: number, now: Date): boolean => hour * secondsAnHour * 1000 <= now.getTime();

const secondsAnHour = 3_600;
