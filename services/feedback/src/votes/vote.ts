import { type ReviewId, UserId } from "@shopeasy/contracts/ids";
import type { UserPrincipal } from "@shopeasy/platform/auth/principal";
import { Conflict } from "@shopeasy/platform/errors";
import { erasureKey, notErased, VoteItem, voteKey } from "../customers/customer-items";
import type { Deps } from "../deps";
import { locateReview, reviewNotFound } from "../reviews/locate-review";

type Store = Pick<Deps, "dynamo" | "tables" | "clock" | "reviewChanges">;

/**
 * Says whether a review was of help; one vote a customer, which a second changes.
 * @throws NotFound("review-not-found") for one that is not published; Conflict("own-review")
 */
export async function castVote(
  { tables, clock, reviewChanges, ...store }: Store,
  reviewId: ReviewId,
  principal: UserPrincipal,
  helpful: boolean,
) {
  const voterId = UserId.parse(principal.userId);
  const key = voteKey(voterId, reviewId);
  const place = await locateReview({ tables, ...store }, reviewId);
  const review = await reviewChanges.change({
    ...place,
    keys: [key, erasureKey(voterId)],
    decide({ review, found }) {
      const isShown = review?.id === reviewId && review.status === "published";
      if (!isShown || found(erasureKey(voterId))) throw reviewNotFound();
      if (review.customerId === voterId) {
        throw new Conflict("own-review", "A review can't be voted on by its author.");
      }
      const before = VoteItem.optional().parse(found(key));
      if (before?.helpful === helpful) return undefined;
      const helpfulCount = review.helpfulCount + Number(helpful) - Number(before?.helpful ?? false);
      const Item = { ...key, reviewId, helpful, at: clock.now().toISOString() };
      return {
        becomes: { ...review, helpfulCount },
        also: [{ Put: { TableName: tables.feedback, Item } }, notErased(tables.feedback, voterId)],
      };
    },
  });
  return { helpful, helpfulCount: review?.helpfulCount ?? 0 };
}

/**
 * Takes a customer's vote back, if there is one.
 * @throws NotFound("review-not-found") where there never was such a review
 */
export async function retractVote(
  { tables, reviewChanges, ...store }: Store,
  reviewId: ReviewId,
  voterId: UserId,
): Promise<void> {
  const key = voteKey(voterId, reviewId);
  const place = await locateReview({ tables, ...store }, reviewId);
  await reviewChanges.change({
    ...place,
    keys: [key],
    decide({ review, found }) {
      const vote = VoteItem.optional().parse(found(key));
      if (!vote) return undefined;
      const also = [{ Delete: { TableName: tables.feedback, Key: { ...key } } }];
      const isCounted = review?.id === reviewId && vote.helpful;
      if (!isCounted) return { becomes: "unchanged", also };
      return { becomes: { ...review, helpfulCount: review.helpfulCount - 1 }, also };
    },
  });
}
