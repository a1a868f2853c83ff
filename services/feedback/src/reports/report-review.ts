import { type ReviewId, UserId } from "@shopeasy/contracts/ids";
import type { UserPrincipal } from "@shopeasy/platform/auth/principal";
import { newId } from "@shopeasy/platform/ids";
import { erasureKey, notErased, reportKey } from "../customers/customer-items";
import type { Deps } from "../deps";
import { withEntry } from "../moderation/moderation-rules";
import { rulesIn, rulesKey } from "../moderation/rules-item";
import { locateReview, reviewNotFound } from "../reviews/locate-review";
import type { ReviewItem } from "../reviews/review-items";
import { reportsUnder } from "./report-item";

/**
 * Tells staff of a review that should not be there: once a customer, however often it is said. When enough have, it is
 * taken out of sight until staff have looked at it.
 * @throws NotFound("review-not-found") for one that is not published
 */
export async function reportReview(
  {
    tables,
    clock,
    reviewChanges,
    logger,
    counts,
    ...deps
  }: Pick<Deps, "dynamo" | "tables" | "clock" | "reviewChanges" | "logger" | "counts">,
  reviewId: ReviewId,
  principal: UserPrincipal,
  reason: string,
): Promise<void> {
  const reporterId = UserId.parse(principal.userId);
  const key = reportKey(reporterId, reviewId);
  const place = await locateReview({ tables, ...deps }, reviewId);
  let isNews = false;
  await reviewChanges.change({
    ...place,
    keys: [key, erasureKey(reporterId), rulesKey],
    decide({ review, found }) {
      // Once is enough, also of one that has gone out of sight by it.
      isNews = !found(key);
      if (!isNews) return undefined;
      const isShown = review?.id === reviewId && review.status === "published";
      if (!isShown || found(erasureKey(reporterId))) throw reviewNotFound();
      const now = clock.now();
      const at = now.toISOString();
      const Item = { ...key, reviewId, reason, at, id: newId(), listedUnder: reportsUnder(reviewId) };
      return {
        becomes: reported(review, rulesIn(found).reportsToFlag, at),
        also: [{ Put: { TableName: tables.feedback, Item } }, notErased(tables.feedback, reporterId)],
      };
    },
  });
  if (isNews) counts.reviewBecame("reported");
  logger.info("review.reported", { reviewId, productId: place.productId });
}

function reported(review: ReviewItem, reportsToFlag: number, at: string): ReviewItem {
  const reportCount = review.reportCount + 1;
  if (reportCount < reportsToFlag) return { ...review, reportCount };
  const reasons = [...review.reasons, "reported"];
  const history = withEntry(review.history, { at, type: "flagged", by: "reports", detail: "reported" });
  return { ...review, reportCount, status: "flagged", reasons, history };
}
