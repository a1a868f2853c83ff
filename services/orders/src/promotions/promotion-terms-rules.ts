import type { Currency, Money } from "@shopeasy/contracts/money";
import { InvalidInput, type InvalidValue } from "@shopeasy/platform/errors";
import type { Promotion } from "./promotion-rules";
import type { NewPromotion } from "./promotion-schemas";

/** What staff say of a promotion, as it is stored. */
export type PromotionTerms = Omit<Promotion, "id" | "uses">;

/** Of amounts that come without one. */
const usualCurrency: Currency = "USD";

/**
 * The terms of a promotion as staff mean them.
 * @throws InvalidInput for terms that contradict one another
 */
export function termsOf(wanted: NewPromotion): PromotionTerms {
  const { code, kind, maxUses, maxUsesPerCustomer, active } = wanted;
  const minSubtotal = moneyOf(wanted.minSubtotal);
  const startsAt = wanted.startsAt === null ? null : new Date(wanted.startsAt);
  const endsAt = wanted.endsAt === null ? null : new Date(wanted.endsAt);
  const faults = [
    valueFault(wanted),
    kind === "fixed" && minSubtotal && moneyOf(wanted.value)?.currency !== minSubtotal.currency
      ? { path: "minSubtotal", message: "must be in the currency of the value" }
      : null,
    startsAt && endsAt && endsAt <= startsAt ? { path: "endsAt", message: "must be after startsAt" } : null,
  ].filter((fault): fault is InvalidValue => fault !== null);
  if (faults.length > 0) throw new InvalidInput(faults);

  const fixed = kind === "fixed" ? moneyOf(wanted.value) : null;
  return {
    code,
    kind,
    value: kind === "percentage" ? (wanted.value as number) : (fixed?.amount ?? null),
    currency: fixed?.currency ?? minSubtotal?.currency ?? null,
    minSubtotal: minSubtotal?.amount ?? null,
    categories: [...new Set(wanted.categories)],
    startsAt,
    endsAt,
    maxUses,
    maxUsesPerCustomer,
    active,
  };
}

/** A promotion's terms in the form in which staff write them. */
export function wantedOf(promotion: PromotionTerms): NewPromotion {
  const { code, kind, maxUses, maxUsesPerCustomer, active } = promotion;
  return {
    code,
    kind,
    value: faceValueOf(promotion),
    minSubtotal: minimumOf(promotion),
    categories: [...promotion.categories],
    startsAt: promotion.startsAt?.toISOString() ?? null,
    endsAt: promotion.endsAt?.toISOString() ?? null,
    maxUses,
    maxUsesPerCustomer,
    active,
  };
}

/** Per cent, money, or nothing. */
export function faceValueOf({ kind, value, currency }: PromotionTerms): number | Money | null {
  return kind === "fixed" && value !== null && currency !== null ? { amount: value, currency } : value;
}

export function minimumOf({ minSubtotal, currency }: PromotionTerms): Money | null {
  return minSubtotal === null || currency === null ? null : { amount: minSubtotal, currency };
}

function valueFault({ kind, value }: NewPromotion): InvalidValue | null {
  const fault = (message: string): InvalidValue => ({ path: "value", message });
  switch (kind) {
    case "percentage": {
      const isPercentage = typeof value === "number" && value >= 1 && value <= 100;
      return isPercentage ? null : fault("must be a whole number from 1 to 100 for a percentage");
    }
    case "fixed":
      return (moneyOf(value)?.amount ?? 0) > 0 ? null : fault("must be an amount above 0");
    case "free-shipping":
      return value === null || value === 0 ? null : fault("must be left out for free shipping");
  }
}

const moneyOf = (amount: number | Money | null): Money | null =>
  typeof amount === "number" ? { amount, currency: usualCurrency } : amount;
