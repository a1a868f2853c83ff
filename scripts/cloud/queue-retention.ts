import type { SqsQueue } from "../../node_modules/fauxqs/dist/sqs/sqsStore.js";

interface Store {
  allQueues(): Iterable<Pick<SqsQueue, "attributes" | "messages" | "persistence">>;
}

/** Each deletion waits for SQLite, and meanwhile nobody is served. */
const mostAtOnce = 5_000;

/**
 * Drops messages that have waited for longer than their queue keeps any, as SQS does: fauxqs knows how long that is,
 * and keeps them for ever. Gives how many those were.
 */
export function dropOldMessages(store: Store, now: number): number {
  let left = mostAtOnce;
  for (const queue of store.allQueues()) {
    const oldest = now - Number(queue.attributes.MessageRetentionPeriod) * 1_000;
    const old = queue.messages.filter(({ sentTimestamp }) => sentTimestamp < oldest).slice(0, left);
    if (old.length === 0) continue;
    const gone = new Set(old);
    queue.messages = queue.messages.filter((message) => !gone.has(message));
    for (const { messageId } of old) queue.persistence?.deleteMessage(messageId);
    left -= old.length;
  }
  return mostAtOnce - left;
}
