import { createHmac } from "node:crypto";
import { ReviewId, type UserId } from "@shopeasy/contracts/ids";

/** The longest that SQS keeps a message, counting a dead-letter queue: 14 days. */
export const longestQueuedMs = 14 * 24 * 3_600_000;

/** All of a UUIDv7 that carries its time and order; what follows is random. */
const orderedLength = 28;

/**
 * A review's id that its author can be known by: a UUIDv7 whose last 32 bits are made of the rest and the author. So
 * an author may ask for a review that only the queue has. A guessed id tells nobody more than that it could be queued.
 */
export function authorsReviewId(id: string, author: UserId, secret: string): ReviewId {
  const ordered = id.slice(0, orderedLength);
  return ReviewId.parse(ordered + markOf(ordered, author, secret));
}

/** Whether this id was given to this author lately enough for the review to be in the queue still. */
export function mayBeQueued(
  id: ReviewId,
  { author, secrets, now }: { author: string; secrets: readonly string[]; now: Date },
): boolean {
  const lower = id.toLowerCase();
  const ordered = lower.slice(0, orderedLength);
  const isAuthors = secrets.some((secret) => lower === ordered + markOf(ordered, author, secret));
  const ageMs = now.getTime() - Number.parseInt(lower.replace("-", "").slice(0, 12), 16);
  return isAuthors && ageMs < longestQueuedMs;
}

/** The label keeps these marks apart from whatever else the secret makes. */
function markOf(ordered: string, author: string, secret: string): string {
  return createHmac("sha256", secret).update(`review:${ordered}:${author}`).digest("hex").slice(0, 8);
}
