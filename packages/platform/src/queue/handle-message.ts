import type { Message as SqsMessage } from "@aws-sdk/client-sqs";
import { runWithContext } from "../context/request-context";
import { Poisoned, refusePoison } from "../drills/poison";
import { openTrace } from "../tracing/tracing";
import type { Deletions } from "./deletions";
import { type QueueMessage, readMessage, receiveCountOf } from "./message";
import { messageTrace } from "./message-trace";
import type { queueMetrics } from "./queue-metrics";
import { hideFor, keepHidden, type VisibilityOptions } from "./visibility";

export interface Handling extends VisibilityOptions {
  name: string;
  handle: (message: QueueMessage) => Promise<void>;
  deletions: Deletions;
  metrics: ReturnType<typeof queueMetrics>;
  retryDelaySeconds: (receiveCount: number) => number;
}

/** Handles one message to its end: deleted, or given back. Never throws. */
export async function handleMessage(message: SqsMessage, handling: Handling): Promise<void> {
  const { name, metrics, deletions, logger } = handling;
  const labels = { queue: name };
  const receiveCount = receiveCountOf(message);
  if (receiveCount === 1)
    metrics.age.observe(labels, secondsSince(Number(message.Attributes?.SentTimestamp)));

  metrics.inHand.inc(labels);
  const endTimer = metrics.seconds.startTimer(labels);
  const stopHiding = keepHidden(message, handling);
  try {
    await withTrace(message, handling);
    stopHiding();
    deletions.add(message.ReceiptHandle ?? "");
    metrics.handled.inc(labels);
  } catch (error) {
    stopHiding();
    metrics.failed.inc(labels);
    logger.warn("queue.message-failed", {
      messageId: message.MessageId,
      receiveCount,
      error: withoutText(error),
    });
    const drilled = error instanceof Poisoned ? error.retrySeconds : undefined;
    await hideFor(message, drilled ?? handling.retryDelaySeconds(receiveCount), handling);
  } finally {
    endTimer();
    metrics.inHand.dec(labels);
  }
}

async function withTrace(raw: SqsMessage, { name, handle }: Handling): Promise<void> {
  const message = readMessage(raw);
  const { id, body, receiveCount, traceHeader: header } = message;
  const sentAt = Number(raw.Attributes?.SentTimestamp);
  const opening = messageTrace({ queue: name, id, header, body, receiveCount, sentAt });
  await openTrace(opening, (trace) =>
    runWithContext({ requestId: message.id, traceId: trace.id }, async () => {
      refusePoison(name, id);
      await handle(message);
    }),
  );
}

/** A parser's message quotes what it could not parse. */
function withoutText(error: unknown): unknown {
  return error instanceof SyntaxError ? new SyntaxError("The body is not JSON.") : error;
}

function secondsSince(epochMs: number): number {
  return Number.isFinite(epochMs) ? Math.max(0, (Date.now() - epochMs) / 1000) : 0;
}
