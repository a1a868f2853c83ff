import { Timestamp } from "@shopeasy/contracts/conventions";
import { ProductId, ReviewId, UserId } from "@shopeasy/contracts/ids";
import { z } from "zod";
import type { Key } from "../db/read-items";
import { helpfulRank, ratingRank } from "../ratings/rating-rules";

const count = z.int().min(0);

/** A step in a review's life, and who took it. */
export const HistoryEntry = z.object({
  at: Timestamp,
  type: z.enum(["submitted", "edited", "flagged", "published", "rejected", "replied"]),
  by: z.enum(["author", "rules", "reports", "staff"]),
  staffId: UserId.optional(),
  detail: z.string(),
});
export type HistoryEntry = z.infer<typeof HistoryEntry>;

export const ReviewImage = z.object({ url: z.string(), alt: z.string() });

/** A review as it is stored: one for a product and customer. */
export const ReviewItem = z.object({
  id: ReviewId,
  productId: ProductId,
  customerId: UserId,
  status: z.enum(["published", "flagged", "rejected"]),
  rating: z.int().min(1).max(5),
  title: z.string(),
  body: z.string(),
  images: z.array(ReviewImage),
  verifiedPurchase: z.boolean(),
  helpfulCount: count,
  /** By others, since staff last looked at it. */
  reportCount: count,
  /** Why it waits for staff, or was turned down by a rule. */
  reasons: z.array(z.string()),
  /** What its author is told of why it was turned down. */
  rejection: z.string().nullable(),
  reply: z.object({ body: z.string(), at: Timestamp }).nullable(),
  history: z.array(HistoryEntry),
  /** Grows with each change of what is stored for this product and customer. */
  revision: count,
  createdAt: Timestamp,
  updatedAt: Timestamp.nullable(),
});
export type ReviewItem = z.infer<typeof ReviewItem>;

/** What stays in a review's place for a while once it is gone, for the queue may hold an older one of the author's. */
export const GoneReview = z.object({
  goneId: ReviewId,
  /** It waited for staff, or was turned down by them. */
  wasHeld: z.boolean(),
  revision: count,
});
export type GoneReview = z.infer<typeof GoneReview>;

/** What all reviews of a product come to; `version` grows with each change. */
export const SummaryItem = z.object({
  productId: ProductId,
  version: count,
  counts: z.tuple([count, count, count, count, count]),
});
export type SummaryItem = z.infer<typeof SummaryItem>;

/** Leads from a review's id to where it is stored, or was until a newer took its place; to nowhere once withdrawn. */
export const PointerItem = z.object({ productId: ProductId.optional(), customerId: UserId });
export type PointerItem = z.infer<typeof PointerItem>;

export const productPartition = (productId: ProductId) => `product#${productId}`;

export const reviewPrefix = "review#";

export const reviewKey = (productId: ProductId, customerId: UserId): Key => ({
  pk: productPartition(productId),
  sk: reviewPrefix + customerId,
});

export const summaryKey = (productId: ProductId): Key => ({
  pk: productPartition(productId),
  sk: "summary",
});

export const pointerKey = (id: ReviewId): Key => ({ pk: `review#${id}`, sk: "pointer" });

/** What is not public is listed for staff. */
export const heldUnder = (status: "flagged" | "rejected") => `reviews#${status}`;

/** The item with its keys; only what is published has those of the product's lists. */
export const storedReview = (review: ReviewItem) => ({
  ...reviewKey(review.productId, review.customerId),
  ...review,
  ...(review.status === "published"
    ? {
        listedUnder: review.productId,
        helpfulRank: helpfulRank(review.helpfulCount, review.id),
        ratingRank: ratingRank(review.rating, review.id),
      }
    : { listedUnder: heldUnder(review.status) }),
});
