import type { IncomingMessage, ServerResponse } from "node:http";
import { anonymous, type Principal } from "../auth/principal";
import type { RequestContext } from "../context/request-context";
import type { Trace } from "../tracing/tracing";

/** One request and its answer, as the parts of the app that serve it one after the other know it. */
export interface Exchange {
  readonly requestId: string;
  readonly trace: Trace;
  readonly context: RequestContext;
  /** By performance.now(). */
  readonly startedAt: number;
  /** The pattern, never the path: that holds ids, and some ids are secrets. */
  route: string;
  principal: Principal;
  /** Whether the request already counted against a rate limit. */
  counted: boolean;
  /** Of the answer's body, where it is known. */
  bytes: number | undefined;
  /** What became a problem. */
  error: unknown;
}

const unmatchedRoute = "unmatched";

const ofRequest: unique symbol = Symbol("exchange");

interface Carrier {
  [ofRequest]?: Exchange;
}

export function openExchange(
  request: IncomingMessage,
  start: Pick<Exchange, "requestId" | "trace" | "context">,
): Exchange {
  const exchange: Exchange = {
    requestId: start.requestId,
    trace: start.trace,
    context: start.context,
    startedAt: performance.now(),
    route: unmatchedRoute,
    principal: anonymous,
    counted: false,
    bytes: undefined,
    error: undefined,
  };
  (request as Carrier)[ofRequest] = exchange;
  return exchange;
}

/** @throws Error when the request did not come in by `openExchange`. */
export function exchangeOf(request: IncomingMessage): Exchange {
  const exchange = (request as Carrier)[ofRequest];
  if (!exchange)
    throw new Error("The request has no exchange: is the entry the first of the app's middleware?");
  return exchange;
}

/** Sent to a response that is being streamed when the process is about to stop. */
export const drainingEvent = "draining";

/** Aborted when the caller goes away, and for streams when the process is about to stop. */
export function signalOf(response: ServerResponse, alsoDraining: boolean): AbortSignal {
  const controller = new AbortController();
  const abort = () => controller.abort();
  response.once("close", abort);
  if (alsoDraining) response.once(drainingEvent, abort);
  return controller.signal;
}
