import type { IncomingMessage, ServerResponse } from "node:http";
import { anonymous, type Principal } from "../auth/principal";
import type { RequestContext } from "../context/request-context";
import type { Trace } from "../tracing/tracing";

const unmatchedRoute = "unmatched";

/** One request and its answer, as the parts of the app that serve it one after the other know it. */
export class Exchange {
  /** By performance.now(). */
  readonly startedAt = performance.now();
  readonly context: RequestContext;
  principal: Principal = anonymous;
  /** Whether the request already counted against a rate limit. */
  counted = false;
  /** Of the answer's body, where it is known. */
  bytes: number | undefined = undefined;
  /** What became a problem. */
  error: unknown = undefined;
  /** Why it is not even looked at. */
  refusal: unknown = undefined;
  private pattern = unmatchedRoute;

  constructor(
    readonly requestId: string,
    readonly trace: Trace,
    /** The caller's. */
    readonly address: string,
    deadline: number | undefined,
  ) {
    this.context = { requestId, traceId: trace.id, deadline };
  }

  /** The route's pattern, never the path: that holds ids, and some ids are secrets. */
  get route(): string {
    return this.pattern;
  }

  setRoute(pattern: string): void {
    this.pattern = pattern;
    this.trace.setRoute(pattern);
  }
}

const ofRequest: unique symbol = Symbol("exchange");

interface Carrier {
  [ofRequest]?: Exchange;
}

export function openExchange(request: IncomingMessage, exchange: Exchange): void {
  (request as Carrier)[ofRequest] = exchange;
}

export const openedExchange = (request: IncomingMessage): Exchange | undefined =>
  (request as Carrier)[ofRequest];

/** @throws Error when the request did not come in by `openExchange`. */
export function exchangeOf(request: IncomingMessage): Exchange {
  const exchange = openedExchange(request);
  if (!exchange)
    throw new Error("The request has no exchange: is the entry the first of the app's middleware?");
  return exchange;
}

/** Sent to a response that is being streamed when the process is about to stop. */
export const drainingEvent = "draining";

const toldToEnd: unique symbol = Symbol("told to end");

interface Told {
  [toldToEnd]?: boolean;
}

/** Tells a response that the process is about to stop, whether it is streaming already or begins to later. */
export function tellDraining(response: ServerResponse): void {
  (response as Told)[toldToEnd] = true;
  response.emit(drainingEvent);
}

/** Aborted when the caller goes away, and for streams when the process is about to stop. */
export function signalOf(response: ServerResponse, alsoDraining: boolean): AbortSignal {
  const controller = new AbortController();
  const abort = () => controller.abort();
  if (response.closed || (alsoDraining && (response as Told)[toldToEnd])) abort();
  response.once("close", abort);
  if (alsoDraining) response.once(drainingEvent, abort);
  return controller.signal;
}
