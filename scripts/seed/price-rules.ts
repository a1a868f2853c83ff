import type { Brand } from "./department";

/**
 * A price as a brand writes it, in cents: a whole number of dollars, or just under one. Small sums keep two
 * steps to a dollar, large ones go by fives.
 */
export function pricedBy(brand: Pick<Brand, "ending">, dollars: number): number {
  if (brand.ending === 0) {
    const step = dollars < 15 ? 0.5 : dollars < 120 ? 1 : 5;
    return Math.round(Math.max(step, Math.round(dollars / step) * step) * 100);
  }
  if (dollars < 12) {
    const halves = Math.max(2, Math.round(dollars * 2));
    return halves % 2 === 0 ? (halves / 2) * 100 - (100 - brand.ending) : ((halves - 1) / 2) * 100 + 49;
  }
  const step = dollars < 100 ? 1 : 5;
  return Math.round(dollars / step) * step * 100 - (100 - brand.ending);
}

/** How few pieces of a thing are few: the dearer, the fewer. */
export function lowStockThresholdAt(cents: number): number {
  if (cents >= 20_000) return 2;
  if (cents >= 8_000) return 4;
  return cents >= 2_500 ? 8 : 15;
}
