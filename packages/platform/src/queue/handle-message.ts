import type { Message as SqsMessage } from "@aws-sdk/client-sqs";
import { runWithContext } from "../context/request-context";
import { Poisoned, refusePoison } from "../drills/poison";
import { beginTrace, type Trace } from "../tracing/tracing";
import type { Deletions } from "./deletions";
import { type QueueMessage, type ReadMessage, readMessage } from "./message";
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

/** Handles one message to its end: deleted, or given back. Never throws. What is logged of it is in its trace. */
export async function handleMessage(raw: SqsMessage, handling: Handling): Promise<void> {
  const { name, metrics, deletions } = handling;
  const read = readMessage(raw);
  const { id, body, receiveCount, traceHeader: header } = read.message;
  const sentAt = Number(raw.Attributes?.SentTimestamp);
  if (receiveCount === 1) metrics.age.observe({ queue: name }, secondsSince(sentAt));

  const trace = beginTrace(messageTrace({ queue: name, id, header, body, receiveCount, sentAt }));
  const isHandled = await runWithContext({ requestId: id, traceId: trace.id }, () =>
    succeeds(raw, read, trace, handling),
  );
  // Beyond the message's context: several are deleted in one call.
  if (isHandled) deletions.add(raw.ReceiptHandle ?? "");
}

async function succeeds(
  raw: SqsMessage,
  { message, fault }: ReadMessage,
  trace: Trace,
  handling: Handling,
): Promise<boolean> {
  const { name, handle, metrics, logger, retryDelaySeconds } = handling;
  const { id, receiveCount } = message;
  const labels = { queue: name };
  metrics.inHand.inc(labels);
  const endTimer = metrics.seconds.startTimer(labels);
  const stopHiding = keepHidden(raw, handling);
  try {
    await trace.run(async () => {
      if (fault) throw fault;
      refusePoison(name, id);
      await handle(message);
    });
    stopHiding();
    trace.close();
    metrics.handled.inc(labels);
    return true;
  } catch (error) {
    stopHiding();
    trace.close({ error });
    metrics.failed.inc(labels);
    logger.warn("queue.message-failed", { receiveCount, error: withoutText(error) });
    const drilled = error instanceof Poisoned ? error.retrySeconds : undefined;
    await hideFor(raw, drilled ?? retryDelaySeconds(receiveCount), handling);
    return false;
  } finally {
    endTimer();
    metrics.inHand.dec(labels);
  }
}

/** A parser's message quotes what it could not parse. */
function withoutText(error: unknown): unknown {
  return error instanceof SyntaxError ? new SyntaxError("The body is not JSON.") : error;
}

function secondsSince(epochMs: number): number {
  return Number.isFinite(epochMs) ? Math.max(0, (Date.now() - epochMs) / 1000) : 0;
}
