import type { TraceOpening } from "../tracing/tracing";

/** What is known of a message as it is taken up. */
export interface ArrivedMessage {
  queue: string;
  id: string;
  /** The sender's trace. */
  header: string | undefined;
  /** What its JSON says. */
  body: unknown;
  receiveCount: number;
  /** Epoch milliseconds, when the queue took it; NaN where that is not known. */
  sentAt: number;
}

/**
 * The opening of a message's own segment, in the trace of what caused it: it shows how long the message waited, in the
 * outbox (where it is an event) and in the queue, of which the pauses between deliveries are a part.
 */
export function messageTrace(message: ArrivedMessage, now = Date.now()): TraceOpening {
  const { queue, id, header, body, receiveCount, sentAt } = message;
  const { type, occurredAt } = Object(body) as { type?: unknown; occurredAt?: unknown };
  const happenedAt = typeof occurredAt === "string" ? Date.parse(occurredAt) : Number.NaN;
  const queued = sentAt <= now ? [{ name: "queue wait", from: sentAt, until: now }] : [];
  const outboxed = happenedAt <= sentAt ? [{ name: "outbox wait", from: happenedAt, until: sentAt }] : [];
  return {
    header,
    annotations: {
      queue,
      message_id: id,
      ...(typeof type === "string" && { event_type: type }),
      ...(receiveCount > 1 && { retries: receiveCount - 1 }),
      ...(queued.length > 0 && { wait_ms: Math.round(now - sentAt) }),
    },
    waits: [...outboxed, ...queued],
  };
}
