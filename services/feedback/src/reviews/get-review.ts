import type { ReviewId } from "@shopeasy/contracts/ids";
import { isStaff, type Principal } from "@shopeasy/platform/auth/principal";
import type { Deps } from "../deps";
import { mayBeQueued } from "../ids/authors-id-rules";
import { readReports } from "../reports/read-reports";
import { findPlace, findReview, reviewNotFound } from "./locate-review";
import { presentReview, presentToStaff } from "./present-review";

/**
 * A review. One that is not stored yet is `queued` to its author, whom its id tells; one that is held back is there for
 * its author and staff.
 * @throws NotFound("review-not-found") also for one that a newer of its author's has replaced
 */
export async function getReview(
  deps: Pick<Deps, "dynamo" | "tables" | "clock" | "authorIdSecrets">,
  id: ReviewId,
  principal: Principal,
) {
  const place = await findPlace(deps, id);
  if (!place) {
    if (isAuthorsQueued(deps, id, principal)) return { id, status: "queued" } as const;
    throw reviewNotFound();
  }
  const review = await findReview(deps, id, place);
  const isAuthor = principal.kind === "user" && principal.userId === place.customerId;
  const isShown = review?.status === "published" || isAuthor || isStaff(principal);
  if (!review || !isShown) throw reviewNotFound();
  return isStaff(principal) ? presentToStaff(review, await readReports(deps, id)) : presentReview(review);
}

/** Whether a review that is not stored may be this caller's, still in the queue. */
export const isAuthorsQueued = (
  { clock, authorIdSecrets: secrets }: Pick<Deps, "clock" | "authorIdSecrets">,
  id: ReviewId,
  principal: Principal,
): boolean =>
  principal.kind === "user" &&
  mayBeQueued("review", id, { author: principal.userId, secrets, now: clock.now() });
