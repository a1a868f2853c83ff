import { ReviewId, UserId } from "@shopeasy/contracts/ids";
import type { UserPrincipal } from "@shopeasy/platform/auth/principal";
import { newId } from "@shopeasy/platform/ids";
import type { Deps } from "../deps";
import { authorsId } from "../ids/authors-id-rules";
import { enqueue } from "../intake/enqueue";
import type { SubmitReview } from "./review-schemas";
import { reviewsUnavailable } from "./store-faults";
import type { Submission } from "./submission";

/**
 * Puts a review into the queue, and nothing else: it is taken while the table, the worker and catalog are down.
 * @throws Unavailable("reviews-unavailable") when the queue itself can't be reached
 */
export async function submitReview(
  deps: Pick<Deps, "sqs" | "queues" | "clock" | "logger" | "counts" | "authorIdSecrets">,
  principal: UserPrincipal,
  review: SubmitReview,
) {
  const customerId = UserId.parse(principal.userId);
  const [secret = ""] = deps.authorIdSecrets;
  const id = ReviewId.parse(authorsId("review", newId(), customerId, secret));
  const submission: Submission = { ...review, id, customerId, submittedAt: deps.clock.now().toISOString() };
  await enqueue(deps, deps.queues.reviews, submission).catch(reviewsUnavailable);
  deps.counts.reviewBecame("submitted");
  deps.logger.info("review.submitted", { reviewId: id, productId: review.productId });
  return { id, status: "queued" } as const;
}
