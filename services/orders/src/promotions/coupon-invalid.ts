import type { CouponFault } from "@shopeasy/contracts/internal/orders";
import { Unprocessable } from "@shopeasy/platform/errors";
import { type Promotion, tellFault } from "./promotion-rules";

/** The refusal of an order whose coupon gives nothing: it is never placed at another price in silence. */
export const couponInvalid = (code: string, why: CouponFault, promotion: Promotion | null) =>
  new Unprocessable("coupon-invalid", tellFault(why, promotion), { coupon: code, why });
