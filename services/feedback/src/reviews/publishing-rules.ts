import { type ShopEvent, shopEvent } from "@shopeasy/contracts/events";
import { longestQueuedMs } from "./review-id-rules";
import type { ReviewItem } from "./review-items";
import { type RatingCounts, totalsOf } from "./review-rules";

/**
 * Until when it must be known, in epoch seconds, that a replaced review is gone: longer than its author could take it
 * for queued.
 */
export const pointerTimeToLive = (now: Date) => Math.ceil((now.getTime() + 2 * longestQueuedMs) / 1000);

export interface Publication {
  /** Of the event. */
  id: string;
  now: Date;
  /** Of the product's ratings. */
  version: number;
  counts: RatingCounts;
}

/** The event of a published review: about the product's ratings, whose version it carries. */
export const reviewPublished = (
  { id: reviewId, productId, customerId, rating }: ReviewItem,
  { id, now, version, counts }: Publication,
): ShopEvent<"review.published"> =>
  shopEvent(
    "review.published",
    { id, occurredAt: now, aggregateId: productId, aggregateVersion: version },
    { reviewId, productId, customerId, rating, ...totalsOf(counts) },
  );
