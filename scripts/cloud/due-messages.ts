import { SqsQueue, type SqsStore } from "../../node_modules/fauxqs/dist/sqs/sqsStore.js";

/** Messages are hidden and delayed by whole seconds. */
const everyMs = 100;

/**
 * Has messages whose time has come found by whoever waits for them. fauxqs looks for them fifty times a second at each
 * queue where somebody waits, which is most of what an idle shop would cost; here one look goes to all queues.
 */
export function findDueMessages(store: Pick<SqsStore, "processAllTimers">): { stop: () => void } {
  // Private to fauxqs's types.
  const queue = SqsQueue.prototype as unknown as { startPollTimerIfNeeded: () => void };
  queue.startPollTimerIfNeeded = () => {};
  const looking = setInterval(() => store.processAllTimers(), everyMs).unref();
  return { stop: () => clearInterval(looking) };
}
