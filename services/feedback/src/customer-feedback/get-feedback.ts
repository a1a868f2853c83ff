import type { FeedbackId } from "@shopeasy/contracts/ids";
import { isStaff, type UserPrincipal } from "@shopeasy/platform/auth/principal";
import { readItems } from "../db/read-items";
import type { Deps } from "../deps";
import { mayBeQueued } from "../ids/authors-id-rules";
import { feedbackNotFound, feedbackUnavailable } from "./feedback-faults";
import { FeedbackItem, feedbackKey } from "./feedback-items";
import { presentFeedback, presentFeedbackToStaff } from "./present-feedback";

/**
 * Feedback, for its author and staff; `queued` to its author, whom its id tells, until it is stored.
 * @throws NotFound("feedback-not-found")
 */
export async function getFeedback(
  deps: Pick<Deps, "dynamo" | "tables" | "clock" | "authorIdSecrets">,
  id: FeedbackId,
  principal: UserPrincipal,
) {
  const feedback = await findFeedback(deps, id);
  if (!feedback) {
    const { authorIdSecrets: secrets, clock } = deps;
    const isQueued = mayBeQueued("feedback", id, { author: principal.userId, secrets, now: clock.now() });
    if (isQueued) return { id, status: "queued" } as const;
    throw feedbackNotFound();
  }
  if (isStaff(principal)) return presentFeedbackToStaff(feedback);
  if (feedback.customerId !== (principal.userId as string)) throw feedbackNotFound();
  return presentFeedback(feedback);
}

/** Undefined where nothing is stored under the id. */
export async function findFeedback(
  store: Pick<Deps, "dynamo" | "tables">,
  id: FeedbackId,
): Promise<FeedbackItem | undefined> {
  const key = feedbackKey(id);
  const found = await readItems(store, [key]).catch(feedbackUnavailable);
  return FeedbackItem.optional().parse(found(key));
}
