import { type ReviewId, UserId } from "@shopeasy/contracts/ids";
import type { UserPrincipal } from "@shopeasy/platform/auth/principal";
import { Conflict } from "@shopeasy/platform/errors";
import { erasureKey, notErased } from "../customers/customer-items";
import type { Deps } from "../deps";
import { rulesIn, rulesKey } from "../moderation/rules-item";
import { isAuthorsQueued } from "./get-review";
import { findPlace, reviewNotFound } from "./locate-review";
import { presentReview } from "./present-review";
import { editedReview } from "./publishing-rules";
import type { ReviewChanges } from "./review-schemas";

/**
 * Changes one's own review, which the rules then judge anew.
 * @throws Conflict("review-queued") for one that is not stored yet; NotFound("review-not-found")
 */
export async function editReview(
  deps: Pick<Deps, "dynamo" | "tables" | "clock" | "reviewChanges" | "authorIdSecrets" | "logger">,
  id: ReviewId,
  principal: UserPrincipal,
  changes: ReviewChanges,
) {
  const authorId = UserId.parse(principal.userId);
  const place = await findPlace(deps, id);
  if (!place && isAuthorsQueued(deps, id, principal)) {
    const detail =
      "The review is not stored yet. Try again in a moment, or send it anew in place of this one.";
    throw new Conflict("review-queued", detail);
  }
  if (!place?.productId || place.customerId !== authorId) throw reviewNotFound();
  const edited = await deps.reviewChanges.change({
    productId: place.productId,
    customerId: authorId,
    keys: [erasureKey(authorId), rulesKey],
    decide({ review, found }) {
      if (review?.id !== id || found(erasureKey(authorId))) throw reviewNotFound();
      return {
        becomes: editedReview(review, changes, { rules: rulesIn(found), now: deps.clock.now() }),
        also: [notErased(deps.tables.feedback, authorId)],
      };
    },
  });
  if (!edited) throw reviewNotFound();
  deps.logger.info("review.edited", { reviewId: id, productId: place.productId, status: edited.status });
  return presentReview(edited);
}
