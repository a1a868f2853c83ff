import { piecesInCarts, type SkuAvailability } from "@shopeasy/contracts/availability";
import type { Sku } from "@shopeasy/contracts/ids";

/** What there is of a SKU, as a listener was last told. */
export interface Standing {
  sku: Sku;
  /** How many can be sold now. */
  available: number;
  /** Of the stock that `available` tells: the higher is the newer. */
  stockVersion: number;
  inCarts: number;
}

/** How a SKU stands before the table was asked, by the database's exact stock. */
export type Offer = Omit<Standing, "inCarts">;

/**
 * How it stands by what the table says, or the very same where that is nothing new. The table comes after the database:
 * an older stock never takes the place of a newer. A SKU that it does not hold is left as it was.
 */
export function standingBy(standing: Standing, read: SkuAvailability | undefined, now: Date): Standing {
  if (!read) return standing;
  const inCarts = piecesInCarts(read, now);
  if (read.available === null || read.stockVersion <= standing.stockVersion) {
    return inCarts === standing.inCarts ? standing : { ...standing, inCarts };
  }
  return { ...standing, available: read.available, stockVersion: read.stockVersion, inCarts };
}

/** Whether a listener would see a difference. */
export const looksAlike = (one: Standing, other: Standing): boolean =>
  one.available === other.available && one.inCarts === other.inCarts;
