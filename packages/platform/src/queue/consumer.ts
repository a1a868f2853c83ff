import { setTimeout as delay } from "node:timers/promises";
import { ReceiveMessageCommand, type SQSClient, type Message as SqsMessage } from "@aws-sdk/client-sqs";
import type { Logger } from "../logging/logger";
import type { Metrics } from "../metrics/metrics";
import { Deletions } from "./deletions";
import { handleMessage } from "./handle-message";
import type { QueueMessage } from "./message";
import { queueMetrics } from "./queue-metrics";
import { reconnectDelayMs, retryDelaySeconds } from "./retry-rules";

export interface ConsumerOptions {
  sqs: SQSClient;
  queueUrl: string;
  /** Names the queue in logs, traces and metrics. */
  name: string;
  /** Gives the message its effect, once for each id. What it throws has the message tried again, later. */
  handle: (message: QueueMessage) => Promise<void>;
  logger: Logger;
  metrics: Metrics;
  /** How many messages are worked on at once; 10 unless given. */
  concurrency?: number;
  /** How long a message stays hidden unless it is extended, which it is while it is worked on; 30 unless given. */
  visibilityTimeoutSeconds?: number;
  /** After which a handler counts as hung; 300 unless given. */
  longestHandlingSeconds?: number;
  /** How long a message that failed waits; see `retry-rules`. */
  retryDelaySeconds?: (receiveCount: number) => number;
  /** How long `stop` waits for messages in hand; 20,000 unless given. */
  stopWithinMs?: number;
}

/** SQS: at most 20 s of waiting and 10 messages a call. */
const LONG_POLL_SECONDS = 20;
const MOST_A_CALL = 10;
/** From a receive that gave fewer than it could until the next one. */
const GATHER_MS = 250;

/**
 * Takes messages from an SQS queue, each in a trace of its own that goes on from its sender's. A message that fails is
 * given back and holds up none behind it; what fails too often the queue itself moves to its dead-letter queue.
 * `stop` takes no more, and resolves when what is in hand is done.
 */
export function startConsumer(options: ConsumerOptions): { stop(): Promise<void> } {
  const { sqs, queueUrl, concurrency = 10, visibilityTimeoutSeconds = 30 } = options;
  const logger = options.logger.child({ queue: options.name });
  const deletions = new Deletions(sqs, queueUrl, logger);
  const inHand = new Set<Promise<void>>();
  const stopping = new AbortController();
  const abandoning = new AbortController();

  const handling = {
    ...options,
    logger,
    deletions,
    abandoned: abandoning.signal,
    metrics: queueMetrics(options.metrics),
    timeoutSeconds: visibilityTimeoutSeconds,
    longestHandlingSeconds: options.longestHandlingSeconds ?? 300,
    retryDelaySeconds: options.retryDelaySeconds ?? retryDelaySeconds,
  };
  // A series that begins with its first failure would hide that one: the rise from nothing is what is looked for.
  handling.metrics.failed.inc({ queue: options.name }, 0);
  const receiving = receiveUntilStopped();

  async function receiveUntilStopped(): Promise<void> {
    let failuresInARow = 0;
    while (!stopping.signal.aborted) {
      await roomToAsk();
      try {
        const most = Math.min(concurrency - inHand.size, MOST_A_CALL);
        const messages = await receive(most);
        for (const message of messages) takeUp(message);
        if (failuresInARow > 0) logger.info("queue.reached-again");
        failuresInARow = 0;
        // The next ones gather meanwhile: a busy queue is asked four times a second, and not for each message.
        if (messages.length > 0 && messages.length < most)
          await delay(GATHER_MS, undefined, { signal: stopping.signal });
      } catch (error) {
        if (stopping.signal.aborted) return;
        logger.warn("queue.not-reached", { error, failuresInARow });
        await delay(reconnectDelayMs(failuresInARow++, Math.random()), undefined, {
          signal: stopping.signal,
        }).catch(() => {});
      }
    }
  }

  /** Who is busy asks for several messages at once: for half a call, or after a moment for what there is room for. */
  async function roomToAsk(): Promise<void> {
    while (inHand.size >= concurrency) await Promise.race(inHand);
    const hasRoom = () => concurrency - inHand.size >= Math.min(concurrency, MOST_A_CALL) / 2;
    if (hasRoom()) return;
    let isLate = false;
    const moment = delay(GATHER_MS, undefined, { ref: false }).then(() => {
      isLate = true;
    });
    while (!isLate && !hasRoom()) await Promise.race([moment, ...inHand]);
  }

  async function receive(most: number): Promise<SqsMessage[]> {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: queueUrl,
        MaxNumberOfMessages: most,
        WaitTimeSeconds: LONG_POLL_SECONDS,
        VisibilityTimeout: visibilityTimeoutSeconds,
        MessageAttributeNames: ["All"],
        MessageSystemAttributeNames: ["ApproximateReceiveCount", "SentTimestamp", "AWSTraceHeader"],
      }),
      { abortSignal: stopping.signal, requestTimeout: (LONG_POLL_SECONDS + 5) * 1000 },
    );
    return Messages;
  }

  function takeUp(message: SqsMessage): void {
    const work = handleMessage(message, handling).finally(() => inHand.delete(work));
    inHand.add(work);
  }

  async function finishInHand(): Promise<true> {
    await receiving;
    await Promise.all(inHand);
    return true;
  }

  return {
    async stop() {
      stopping.abort();
      const isDone = await Promise.race([
        finishInHand(),
        delay(options.stopWithinMs ?? 20_000, false, { ref: false }),
      ]);
      if (!isDone) {
        abandoning.abort();
        logger.warn("queue.stopped-with-messages-in-hand", { count: inHand.size });
      }
      await deletions.flush();
    },
  };
}
