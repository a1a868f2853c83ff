/** SQS lets a message be hidden for 12 hours; a quarter is long enough to wait for what is away to come back. */
const LONGEST_SECONDS = 900;

/**
 * How long a message that failed stays hidden before it is tried again: 1 s after the first delivery, then four times
 * as long after each. Eight deliveries, the most before a dead-letter queue, so span about 40 minutes.
 */
export function retryDelaySeconds(receiveCount: number): number {
  return Math.min(4 ** Math.max(0, receiveCount - 1), LONGEST_SECONDS);
}

/** How long to wait, in milliseconds, before asking a queue that does not answer once more; `jitter` is 0 to 1. */
export function reconnectDelayMs(failuresInARow: number, jitter: number): number {
  return Math.min(30_000, 250 * 2 ** failuresInARow) * (0.5 + jitter / 2);
}
