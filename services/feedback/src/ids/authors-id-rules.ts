import { createHmac } from "node:crypto";

/** The longest that SQS keeps a message, counting a dead-letter queue: 14 days. */
export const longestQueuedMs = 14 * 24 * 3_600_000;

/** All of a UUIDv7 that carries its time and order; what follows is random. */
const orderedLength = 28;

/** What an author sends; an id of one kind is none of the other. */
export type Kind = "review" | "feedback";

/**
 * An id that its author can be known by: a UUIDv7 whose last 32 bits are made of the rest and the author. So an author
 * may ask for what only the queue has. A guessed id tells nobody more than that it could be queued.
 */
export function authorsId(kind: Kind, id: string, author: string, secret: string): string {
  const ordered = id.slice(0, orderedLength);
  return ordered + markOf(kind, ordered, author, secret);
}

/** Whether this id was given to this author lately enough for what it names to be in the queue still. */
export function mayBeQueued(
  kind: Kind,
  id: string,
  { author, secrets, now }: { author: string; secrets: readonly string[]; now: Date },
): boolean {
  const lower = id.toLowerCase();
  const ordered = lower.slice(0, orderedLength);
  const isAuthors = secrets.some((secret) => lower === ordered + markOf(kind, ordered, author, secret));
  return isAuthors && now.getTime() - timeOf(id) < longestQueuedMs;
}

/** When an id was made, in epoch milliseconds. */
export const timeOf = (id: string): number => Number.parseInt(id.replace("-", "").slice(0, 12), 16);

/** The label keeps these marks apart from whatever else the secret makes. */
function markOf(kind: Kind, ordered: string, author: string, secret: string): string {
  return createHmac("sha256", secret).update(`${kind}:${ordered}:${author}`).digest("hex").slice(0, 8);
}

/**
 * Until when it must be known, in epoch seconds, that something is gone: longer than the queue could bring it again,
 * or its author take it for queued.
 */
export const forgottenAt = (now: Date): number => Math.ceil((now.getTime() + 2 * longestQueuedMs) / 1000);
