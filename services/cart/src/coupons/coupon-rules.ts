import type { Cart } from "../carts/cart";
import { currency } from "../carts/cart-rules";
import { lineTotalOf } from "../carts/view-rules";
import type { KnownVariants } from "../variants/variant-lookup";
import type { PricedCoupon } from "./coupon-prices";

/** The cart, as orders has to know it to price a coupon: what can't be had is not in it. */
export function couponFor(code: string, { ownerId, lines }: Cart, known: KnownVariants): PricedCoupon {
  return {
    code,
    customerId: ownerId,
    currency,
    lines: lines
      .filter(({ sku }) => known.get(sku) !== null)
      .map((line) => ({
        sku: line.sku,
        lineTotal: lineTotalOf(line, known),
        categories: known.get(line.sku)?.categories ?? [],
      })),
  };
}
