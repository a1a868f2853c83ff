import type { ServerResponse } from "node:http";
import { type ReplyHeaders, replyStream, type StreamReply } from "./reply";

/** One server-sent event. */
export interface ServerEvent {
  /** What a caller that comes back sends as `Last-Event-ID`. */
  id?: string;
  /** Its kind; without one it is a `message`. */
  event?: string;
  /** Sent as JSON. */
  data: unknown;
}

/** Where a source puts its events. */
export interface EventFeed {
  /** Never waits. A reader that falls too far behind is dropped, and comes back by itself. */
  send(event: ServerEvent): void;
  /** There is no more. */
  end(): void;
  /** Breaks the answer off, and puts the error into the log. */
  fail(error: unknown): void;
  /** Resolves when the reader has taken all that was sent; at once where he keeps up. */
  drained(): Promise<void>;
  /** Aborted when the reader has gone, or the process is about to stop. */
  readonly signal: AbortSignal;
}

/** Begins to feed, and gives what ends it: that is called once, however the answer ends. */
export type Subscribe = (feed: EventFeed) => (() => void) | Promise<() => void>;

/** Events that come by themselves, or are asked for one by one as fast as the reader takes them. */
export type EventSource = Subscribe | AsyncIterable<ServerEvent>;

export interface EventOptions {
  /** How long a caller waits before it comes back. */
  retryMs?: number;
  /** How often a sign of life is sent: proxies close what is silent for a minute. */
  heartbeatMs?: number;
  /** In bytes: a reader for whom more than this waits is dropped. */
  mostWaiting?: number;
  headers?: ReplyHeaders;
}

/**
 * An answer of server-sent events, without end: `replyEvents(200, ({ send }) => hub.subscribe(send))`. It ends when its
 * source does, when the reader goes or does not read, and when the process is about to stop.
 */
export function replyEvents<Status extends number>(
  status: Status,
  source: EventSource,
  options: EventOptions = {},
): StreamReply<Status> {
  const subscribe = typeof source === "function" ? source : pumping(source);
  const send = (response: ServerResponse, signal: AbortSignal) =>
    sendEvents(subscribe, response, signal, options);
  return replyStream(status, send, {
    "Content-Type": "text/event-stream",
    "Cache-Control": "no-store",
    // A proxy such as nginx would keep events until its buffer is full.
    "X-Accel-Buffering": "no",
    ...options.headers,
  });
}

async function sendEvents(
  subscribe: Subscribe,
  response: ServerResponse,
  signal: AbortSignal,
  { retryMs = 3_000, heartbeatMs = 15_000, mostWaiting = 256_000 }: EventOptions,
): Promise<void> {
  const over = Promise.withResolvers<void>();
  const { resolve: end, reject: fail } = over;
  // A source may fail before it is waited for.
  over.promise.catch(() => undefined);
  signal.addEventListener("abort", () => end());
  if (signal.aborted) end();

  const write = (text: string) => {
    if (response.destroyed || response.writableEnded) return;
    response.write(text);
    if (response.writableLength > mostWaiting) response.destroy();
  };
  write(`retry: ${retryMs}\n\n`);
  const stopBeating = startHeartbeat(response, heartbeatMs, () => write(":\n\n"));

  let unsubscribe: (() => void) | undefined;
  try {
    unsubscribe = await subscribe({
      send: (event) => write(eventText(event)),
      end,
      fail,
      drained: () => drained(response),
      signal,
    });
    await over.promise;
  } finally {
    stopBeating();
    unsubscribe?.();
  }
  response.end();
}

/** A reader that took nothing from one beat to the next is gone, whatever its connection says. */
function startHeartbeat(response: ServerResponse, everyMs: number, beat: () => void): () => void {
  let waitedBefore = false;
  const timer = setInterval(() => {
    const waits = response.writableNeedDrain;
    if (!waits) beat();
    else if (waitedBefore) response.destroy();
    waitedBefore = waits;
  }, everyMs);
  return () => clearInterval(timer);
}

function drained(response: ServerResponse): Promise<void> {
  if (!response.writableNeedDrain || response.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    const settle = () => {
      response.off("drain", settle).off("close", settle);
      resolve();
    };
    response.on("drain", settle).on("close", settle);
  });
}

/** Asks for an event when the last one was taken. An answer that ends does not wait for the one it asked for. */
function pumping(events: AsyncIterable<ServerEvent>): Subscribe {
  return ({ send, end, fail, drained, signal }) => {
    const iterator = events[Symbol.asyncIterator]();
    const pump = async () => {
      while (!signal.aborted) {
        const { done, value } = await iterator.next();
        if (done) return;
        send(value);
        await drained();
      }
    };
    pump().then(end, fail);
    return () => void iterator.return?.().catch(() => undefined);
  };
}

/** JSON has no line breaks, so the data is always one line. */
function eventText({ id, event, data }: ServerEvent): string {
  const idLine = id === undefined ? "" : `id: ${oneLine(id)}\n`;
  const eventLine = event === undefined ? "" : `event: ${oneLine(event)}\n`;
  return `${idLine}${eventLine}data: ${JSON.stringify(data)}\n\n`;
}

const oneLine = (text: string) => text.replace(/[\r\n\0]/g, "");
