import { type ShopEvent, shopEvent } from "@shopeasy/contracts/events";
import type { ReviewItem } from "../reviews/review-items";
import { type RatingCounts, totalsOf, withRating } from "./rating-rules";

/** What a product's reviews come to, and how often that was changed. */
export interface Ratings {
  version: number;
  counts: RatingCounts;
}

/** What becomes of a review: undefined where there is none. */
export interface Step {
  before: ReviewItem | undefined;
  after: ReviewItem | undefined;
}

interface Moment {
  now: Date;
  newId: () => string;
}

/**
 * The product's ratings after a step of one of its reviews, and the events that tell of it. Each event about ratings
 * is a version of theirs; the same object again where nothing about them was changed.
 */
export function followStep(ratings: Ratings, { before, after }: Step, { now, newId }: Moment) {
  const events: ShopEvent[] = [];
  const wasCounted = before?.status === "published";
  const isCounted = after?.status === "published";
  const isNews = !wasCounted || before.id !== after?.id || before.updatedAt !== after?.updatedAt;
  let followed = ratings;
  if ((isCounted && isNews) || (wasCounted && !isCounted)) {
    const counts = withRating(
      ratings.counts,
      isCounted ? after.rating : undefined,
      wasCounted ? before.rating : undefined,
    );
    followed = { version: ratings.version + 1, counts };
  }
  const envelope = () => ({ id: newId(), occurredAt: now });
  if (isCounted && isNews) {
    const { id: reviewId, productId, customerId, rating } = after;
    const about = { ...envelope(), aggregateId: productId, aggregateVersion: followed.version };
    const data = { reviewId, productId, customerId, rating, ...totalsOf(followed.counts) };
    events.push(shopEvent("review.published", about, data));
  }
  if (wasCounted && !isCounted) {
    const { id: reviewId, productId } = before;
    const about = { ...envelope(), aggregateId: productId, aggregateVersion: followed.version };
    events.push(shopEvent("review.removed", about, { reviewId, productId, ...totalsOf(followed.counts) }));
  }
  if (after?.status === "flagged" && isNewlyFlagged(before, after)) {
    const { id: reviewId, productId, reasons, revision } = after;
    const about = { ...envelope(), aggregateId: reviewId, aggregateVersion: revision };
    events.push(shopEvent("review.flagged", about, { reviewId, productId, reasons }));
  }
  return { ratings: followed, events };
}

const isNewlyFlagged = (before: ReviewItem | undefined, after: ReviewItem) =>
  before?.status !== "flagged" || before.id !== after.id || before.updatedAt !== after.updatedAt;
