import { Unavailable } from "@shopeasy/platform/errors";

const throttled = /Throttl|ThroughputExceeded|RequestLimitExceeded|TransactionConflict/;

/** Rethrows what the AWS SDK threw: as 503 `reviews-unavailable` where the service is away, and not our call wrong. */
export function reviewsUnavailable(error: unknown): never {
  const { $fault, name } = Object(error) as { $fault?: unknown; name?: unknown };
  if ($fault === "client" && !throttled.test(String(name))) throw error;
  const detail = "Reviews can't be reached just now. Try again in a moment.";
  throw new Unavailable("reviews-unavailable", detail, {}, { cause: error }).withHeaders({
    "Retry-After": "2",
  });
}
