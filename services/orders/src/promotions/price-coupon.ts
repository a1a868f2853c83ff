import type { UserId } from "@shopeasy/contracts/ids";
import type { priceCoupon as call } from "@shopeasy/contracts/internal/orders";
import type { z } from "zod";
import { sumOf } from "../checkout/quote-amount-rules";
import type { Deps } from "../deps";
import { findCoupon } from "./find-coupon";
import { answerCoupon, tellFault } from "./promotion-rules";

type Question = z.output<NonNullable<(typeof call)["body"]>>;

/** What a coupon takes off a cart as it is now. */
export async function priceCoupon(
  { database, clock }: Pick<Deps, "database" | "clock">,
  { code, customerId, currency, lines }: Question,
) {
  const coupon = await findCoupon(database.db, code, customerId && { customerId: customerId as UserId });
  const answer = answerCoupon({ ...coupon, currency, lines, now: clock.now() });
  if (answer.valid) {
    const { discounts, freeShipping } = answer;
    return { valid: true, discount: sumOf(discounts), freeShipping } as const;
  }
  return { valid: false, why: answer.why, detail: tellFault(answer.why, coupon.promotion) } as const;
}
