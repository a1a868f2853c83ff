import { AppError, Unavailable } from "@shopeasy/platform/errors";

const throttled = /Throttl|ThroughputExceeded|RequestLimitExceeded|TransactionConflict/;

/** Rethrows what the AWS SDK threw: as 503 `reviews-unavailable` where the service is away, and not our call wrong. */
export function reviewsUnavailable(error: unknown): never {
  if (isOwnFault(error)) throw error;
  throw unavailable({ cause: error });
}

/** What a caller hears whose change was always overtaken by another's. */
export const reviewsBusy = () => unavailable();

/** Whether the call was wrong, and not the service away: then trying it again won't help. */
export function isOwnFault(error: unknown): boolean {
  if (error instanceof AppError) return error.code !== "upstream-unavailable";
  const { $fault, name } = Object(error) as { $fault?: unknown; name?: unknown };
  return $fault === "client" && !throttled.test(String(name));
}

function unavailable(options?: ErrorOptions) {
  const detail = "Reviews can't be reached just now. Try again in a moment.";
  return new Unavailable("reviews-unavailable", detail, {}, options).withHeaders({ "Retry-After": "2" });
}
