import type { promotions } from "../db/schema";
import type { PromotionView } from "./promotion-schemas";
import { faceValueOf, minimumOf, wantedOf } from "./promotion-terms-rules";

/** A promotion as staff see it. */
export function presentPromotion(promotion: typeof promotions.$inferSelect): PromotionView {
  const { id, uses, createdAt, updatedAt } = promotion;
  return {
    id,
    ...wantedOf(promotion),
    value: faceValueOf(promotion),
    minSubtotal: minimumOf(promotion),
    uses,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}
