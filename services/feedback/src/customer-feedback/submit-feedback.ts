import { Timestamp } from "@shopeasy/contracts/conventions";
import { FeedbackId, OrderId, UserId } from "@shopeasy/contracts/ids";
import type { Principal } from "@shopeasy/platform/auth/principal";
import { InvalidInput } from "@shopeasy/platform/errors";
import { newId } from "@shopeasy/platform/ids";
import { z } from "zod";
import type { Deps } from "../deps";
import { authorsId } from "../ids/authors-id-rules";
import { enqueue } from "../intake/enqueue";
import { feedbackUnavailable } from "./feedback-faults";
import { feedbackCategories } from "./feedback-rules";
import type { SubmitFeedback } from "./feedback-schemas";

/** Feedback on its way through the queue. */
export const FeedbackSubmission = z.object({
  id: FeedbackId,
  customerId: UserId.nullable(),
  category: z.enum(feedbackCategories),
  message: z.string(),
  email: z.string().nullable(),
  orderId: OrderId.nullable(),
  submittedAt: Timestamp,
});
export type FeedbackSubmission = z.infer<typeof FeedbackSubmission>;

/**
 * Puts feedback into the queue, and nothing else: it is taken while the table and the worker are down.
 * @throws InvalidInput where nobody could be answered; Unavailable("feedback-unavailable") when the queue is away
 */
export async function submitFeedback(
  deps: Pick<Deps, "sqs" | "queues" | "clock" | "logger" | "authorIdSecrets">,
  principal: Principal,
  { category, message, email, orderId }: SubmitFeedback,
) {
  const customerId = principal.kind === "user" ? UserId.parse(principal.userId) : null;
  if (customerId === null && email === undefined) {
    const why = "is required from who is not signed in, to be answered";
    throw new InvalidInput([{ path: "email", message: why }]);
  }
  const [secret = ""] = deps.authorIdSecrets;
  const id = FeedbackId.parse(customerId ? authorsId("feedback", newId(), customerId, secret) : newId());
  const submission: FeedbackSubmission = {
    id,
    customerId,
    category,
    message,
    email: email ?? null,
    orderId: orderId ?? null,
    submittedAt: deps.clock.now().toISOString(),
  };
  await enqueue(deps, deps.queues.feedback, submission).catch(feedbackUnavailable);
  deps.logger.info("feedback.submitted", { feedbackId: id, category });
  return { id, status: "queued" } as const;
}
