import { type ReviewId, UserId } from "@shopeasy/contracts/ids";
import type { UserPrincipal } from "@shopeasy/platform/auth/principal";
import { Conflict } from "@shopeasy/platform/errors";
import type { Deps } from "../deps";
import { locateReview, reviewNotFound } from "../reviews/locate-review";
import { presentToStaff } from "../reviews/present-review";
import type { HistoryEntry, ReviewItem } from "../reviews/review-items";
import { withEntry } from "./moderation-rules";
import type { Moderation } from "./moderation-schemas";

type Store = Pick<Deps, "dynamo" | "tables" | "clock" | "reviewChanges" | "logger">;

/**
 * Publishes a review or turns it down, whatever it was before; what was reported of it counts no more.
 * @throws NotFound("review-not-found")
 */
export const moderateReview = (
  store: Store,
  id: ReviewId,
  principal: UserPrincipal,
  { decision, reason }: Moderation,
) =>
  changeAsStaff(store, id, principal, (review, { at, staffId }) => {
    const status = decision === "publish" ? "published" : "rejected";
    const entry: HistoryEntry = { at, type: status, by: "staff", staffId, detail: reason };
    return {
      ...review,
      status,
      reasons: status === "published" ? [] : review.reasons,
      rejection: status === "published" ? null : reason,
      reportCount: 0,
      history: withEntry(review.history, entry),
    };
  });

/**
 * Answers a review in public; a second answer takes the first one's place.
 * @throws NotFound("review-not-found"); Conflict("review-not-published")
 */
export const replyToReview = (store: Store, id: ReviewId, principal: UserPrincipal, body: string) =>
  changeAsStaff(store, id, principal, (review, { at, staffId }) => {
    if (review.status !== "published") {
      throw new Conflict("review-not-published", "Only a published review can be replied to.");
    }
    const entry: HistoryEntry = { at, type: "replied", by: "staff", staffId, detail: "" };
    return { ...review, reply: { body, at }, history: withEntry(review.history, entry) };
  });

async function changeAsStaff(
  store: Store,
  id: ReviewId,
  principal: UserPrincipal,
  change: (review: ReviewItem, by: { at: string; staffId: UserId }) => ReviewItem,
) {
  const by = { at: store.clock.now().toISOString(), staffId: UserId.parse(principal.userId) };
  const place = await locateReview(store, id);
  const changed = await store.reviewChanges.change({
    ...place,
    decide({ review }) {
      if (review?.id !== id) throw reviewNotFound();
      return { becomes: change(review, by) };
    },
  });
  if (!changed) throw reviewNotFound();
  const { type } = changed.history.at(-1) ?? {};
  store.logger.info("review.moderated", { reviewId: id, productId: place.productId, step: type });
  return presentToStaff(changed);
}
