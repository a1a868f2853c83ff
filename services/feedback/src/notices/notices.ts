import type { FeedbackId, ReviewId } from "@shopeasy/contracts/ids";
import { feedbackNotFound } from "../customer-feedback/feedback-faults";
import { findFeedback } from "../customer-feedback/get-feedback";
import type { Deps } from "../deps";
import { findPlace, findReview, reviewNotFound } from "../reviews/locate-review";

type Store = Pick<Deps, "dynamo" | "tables">;

/** A review for a notice to staff. @throws NotFound("review-not-found") */
export async function reviewNotice(store: Store, id: ReviewId) {
  const place = await findPlace(store, id);
  const review = place && (await findReview(store, id, place));
  if (!review) throw reviewNotFound();
  return review;
}

/** Feedback, with its last reply, for a mail to its author. @throws NotFound("feedback-not-found") */
export async function feedbackNotice(store: Store, id: FeedbackId) {
  const feedback = await findFeedback(store, id);
  if (!feedback) throw feedbackNotFound();
  return { ...feedback, reply: feedback.replies.at(-1)?.body ?? null };
}
