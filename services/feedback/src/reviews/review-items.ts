import { Timestamp } from "@shopeasy/contracts/conventions";
import { ProductId, ReviewId, UserId } from "@shopeasy/contracts/ids";
import { z } from "zod";
import { helpfulRank, ratingRank } from "./review-rules";

const count = z.int().min(0);

/** A review as it is stored: one for a product and customer. */
export const ReviewItem = z.object({
  id: ReviewId,
  productId: ProductId,
  customerId: UserId,
  status: z.literal("published"),
  rating: z.int().min(1).max(5),
  title: z.string(),
  body: z.string(),
  verifiedPurchase: z.boolean(),
  helpfulCount: count,
  createdAt: Timestamp,
});
export type ReviewItem = z.infer<typeof ReviewItem>;

/** What all reviews of a product come to; `version` grows with each change. */
export const SummaryItem = z.object({ version: count, counts: z.tuple([count, count, count, count, count]) });

/** Leads from a review's id to where it is stored, or was until a newer one took its place. */
export const PointerItem = z.object({ productId: ProductId, customerId: UserId });

export const reviewKey = (productId: ProductId, customerId: UserId) => ({
  pk: `product#${productId}`,
  sk: `review#${customerId}`,
});

export const summaryKey = (productId: ProductId) => ({ pk: `product#${productId}`, sk: "summary" });

export const pointerKey = (id: ReviewId) => ({ pk: `review#${id}`, sk: "pointer" });

/** The item with its keys; only what is published has those of the lists. */
export const storedReview = (review: ReviewItem) => ({
  ...reviewKey(review.productId, review.customerId),
  ...review,
  listedUnder: review.productId,
  helpfulRank: helpfulRank(review.helpfulCount, review.id),
  ratingRank: ratingRank(review.rating, review.id),
});
