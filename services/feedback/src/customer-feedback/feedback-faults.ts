import { NotFound, Unavailable } from "@shopeasy/platform/errors";
import { isOwnFault } from "../reviews/store-faults";

export const feedbackNotFound = () => new NotFound("feedback-not-found", "There is no such feedback.");

/** What a caller hears when what it needs is away, or others always were faster. */
export const feedbackBusy = (options?: ErrorOptions) =>
  new Unavailable(
    "feedback-unavailable",
    "Feedback can't be reached just now. Try again in a moment.",
    {},
    options,
  ).withHeaders({ "Retry-After": "2" });

/** Rethrows what the AWS SDK threw: as 503 where the service is away, and not our call wrong. */
export function feedbackUnavailable(error: unknown): never {
  if (isOwnFault(error)) throw error;
  throw feedbackBusy({ cause: error });
}
