import type { CouponFault } from "@shopeasy/contracts/internal/orders";
import { type Currency, formatMoney } from "@shopeasy/contracts/money";
import { fractionOf, shareOut, sumOf } from "../checkout/quote-amount-rules";

export const promotionKinds = ["percentage", "fixed", "free-shipping"] as const;
export type PromotionKind = (typeof promotionKinds)[number];

export interface Promotion {
  id: string;
  code: string;
  kind: PromotionKind;
  /** Per cent, or minor units of the currency; null for free shipping. */
  value: number | null;
  /** Of a fixed value and of the minimum; null where there is neither. */
  currency: Currency | null;
  minSubtotal: number | null;
  /** Slugs, each with all below it; none: all of them. */
  categories: readonly string[];
  startsAt: Date | null;
  /** The first moment at which it holds no more. */
  endsAt: Date | null;
  maxUses: number | null;
  maxUsesPerCustomer: number | null;
  active: boolean;
  /** How many orders have it. */
  uses: number;
}

/** What a coupon is asked about: a cart, and whose it is. */
export interface CouponQuestion {
  promotion: Promotion | null;
  /** How many orders of this customer's have it. */
  customerUses: number;
  currency: Currency;
  lines: readonly { lineTotal: number; categories: readonly string[] }[];
  now: Date;
}

export type CouponAnswer =
  /** `discounts`: of each line. */
  { valid: true; discounts: number[]; freeShipping: boolean } | { valid: false; why: CouponFault };

/** What a coupon takes off each line of a cart, or why it gives nothing. */
export function answerCoupon(question: CouponQuestion): CouponAnswer {
  const { promotion, lines } = question;
  if (promotion === null) return { valid: false, why: "unknown" };
  const why = faultOf(promotion, question);
  if (why) return { valid: false, why };

  const weights = lines.map(({ lineTotal, categories }) =>
    isEligible(promotion, categories) ? lineTotal : 0,
  );
  return {
    valid: true,
    discounts: shareOut(discountOn(sumOf(weights), promotion), weights),
    freeShipping: promotion.kind === "free-shipping",
  };
}

function faultOf(
  promotion: Promotion,
  { currency, lines, customerUses, now }: CouponQuestion,
): CouponFault | null {
  const { startsAt, endsAt, maxUses, maxUsesPerCustomer, minSubtotal, uses } = promotion;
  if (!promotion.active) return "inactive";
  if (startsAt && now < startsAt) return "not-started";
  if (endsAt && now >= endsAt) return "ended";
  if (maxUses !== null && uses >= maxUses) return "used-up";
  if (maxUsesPerCustomer !== null && customerUses >= maxUsesPerCustomer) return "used-up-by-customer";
  if (promotion.currency !== null && promotion.currency !== currency) return "other-currency";
  if (minSubtotal !== null && sumOf(lines.map(({ lineTotal }) => lineTotal)) < minSubtotal) {
    return "below-minimum";
  }
  return lines.some(({ categories }) => isEligible(promotion, categories)) ? null : "nothing-eligible";
}

/** A category stands for all below it: a line names all those above its own. */
const isEligible = (promotion: Promotion, categories: readonly string[]): boolean =>
  promotion.categories.length === 0 || promotion.categories.some((slug) => categories.includes(slug));

/** Of what all eligible lines cost together; rounded once, half up. Never more than they cost. */
function discountOn(eligible: number, { kind, value }: Promotion): number {
  switch (kind) {
    case "percentage":
      return fractionOf(eligible, value ?? 0, 100);
    case "fixed":
      return Math.min(eligible, value ?? 0);
    case "free-shipping":
      return 0;
  }
}

/** Tells the customer why a coupon gives nothing. */
export function tellFault(why: CouponFault, promotion: Promotion | null): string {
  if (why === "below-minimum" && promotion?.currency && promotion.minSubtotal !== null) {
    const minimum = formatMoney({ amount: promotion.minSubtotal, currency: promotion.currency });
    return `The coupon is for orders of ${minimum} or more.`;
  }
  return faultTexts[why];
}

const faultTexts = {
  unknown: "There is no such coupon.",
  inactive: "The coupon can't be used any more.",
  "not-started": "The coupon can't be used yet.",
  ended: "The coupon has expired.",
  "used-up": "The coupon has been used as often as it could be.",
  "used-up-by-customer": "You have used the coupon as often as you can.",
  "other-currency": "The coupon is for orders in another currency.",
  "below-minimum": "The order is too small for the coupon.",
  "nothing-eligible": "The coupon is for none of the things in the cart.",
} as const satisfies Record<CouponFault, string>;
