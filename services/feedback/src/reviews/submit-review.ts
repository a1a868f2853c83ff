import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { UserId } from "@shopeasy/contracts/ids";
import type { UserPrincipal } from "@shopeasy/platform/auth/principal";
import { newId } from "@shopeasy/platform/ids";
import { traceHeader } from "@shopeasy/platform/tracing/tracing";
import type { Deps } from "../deps";
import { authorsReviewId } from "./review-id-rules";
import type { SubmitReview } from "./review-schemas";
import { reviewsUnavailable } from "./store-faults";
import { messageOf, type Submission } from "./submission";

/**
 * Puts a review into the queue, and nothing else: it is taken while the table and the worker are down.
 * @throws Unavailable("reviews-unavailable") when the queue itself can't be reached
 */
export async function submitReview(
  deps: Pick<Deps, "sqs" | "queues" | "clock" | "logger" | "reviewIdSecrets">,
  principal: UserPrincipal,
  review: SubmitReview,
) {
  const customerId = UserId.parse(principal.userId);
  const [secret = ""] = deps.reviewIdSecrets;
  const id = authorsReviewId(newId(), customerId, secret);
  const submission: Submission = { ...review, id, customerId, submittedAt: deps.clock.now().toISOString() };
  const header = traceHeader();
  const command = new SendMessageCommand({
    QueueUrl: deps.queues.reviews,
    MessageBody: messageOf(submission),
    ...(header && { MessageAttributes: { traceHeader: { DataType: "String", StringValue: header } } }),
  });
  await deps.sqs.send(command).catch(reviewsUnavailable);
  deps.logger.info("review.submitted", { reviewId: id, productId: review.productId });
  return { id, status: "queued" } as const;
}
