import type { IncomingMessage, ServerResponse } from "node:http";
import type { RequestHandler } from "express";
import { keyHoldsCardNumber } from "../card-data/card-number-rules";
import { runWithContext } from "../context/request-context";
import { InvalidInput } from "../errors";
import { newId } from "../ids";
import { createAccessLog } from "../logging/access-log";
import type { Logger } from "../logging/logger";
import type { Metrics } from "../metrics/metrics";
import { beginTrace } from "../tracing/tracing";
import type { ReadAddress } from "./client-address";
import { Exchange, exchangeOf, openExchange, openedExchange } from "./exchange";
import { noticeHeader } from "./maintenance";
import type { HeaderPairs } from "./security-headers";

export interface EntryOptions {
  service: string;
  logger: Logger;
  metrics: Metrics;
  addressOf: ReadAddress;
  secure: HeaderPairs;
  /** What every answer is told with now, as `Shop-Notice`. */
  notice?: (() => string | undefined) | undefined;
  /** Only our own services may say when an answer comes too late: a customer's word must not break a payment off. */
  heedsDeadline: boolean;
}

/** Where requests come in. */
export interface Entry {
  /** Gives the request its id and trace, and tells log and metrics when it has been answered. */
  open(request: IncomingMessage, response: ServerResponse): Exchange;
  /**
   * The first of an app's middleware: gives the request its context, and the answer its security headers. It
   * opens what is not open yet.
   */
  middleware: RequestHandler;
}

export function createEntry(options: EntryOptions): Entry {
  const { service, logger, metrics, addressOf, secure, notice, heedsDeadline } = options;
  const logAccess = createAccessLog(logger);

  function ended(this: ServerResponse): void {
    const { req, statusCode: status } = this;
    const exchange = exchangeOf(req);
    const { route, trace, bytes } = exchange;
    const method = req.method ?? "";
    const milliseconds = performance.now() - exchange.startedAt;
    logAccess({
      method,
      route,
      status,
      milliseconds,
      bytes,
      principalId: exchange.context.principalId,
      aborted: !this.writableFinished,
      requestId: exchange.requestId,
      traceId: trace.id,
      isTraced: trace.sampled,
    });
    const isAborted = !this.writableFinished;
    metrics.requestFinished({ route, method, status, seconds: milliseconds / 1000, isAborted });
    const { principalId: userId } = exchange.context;
    const { error } = exchange;
    // By it a trace and its log lines find each other; what is not recorded is not told.
    if (trace.sampled || status >= 500) trace.annotate("request_id", exchange.requestId);
    trace.close({ status, contentLength: bytes, error, aborted: !this.writableFinished, userId });
  }

  function open(request: IncomingMessage, response: ServerResponse): Exchange {
    const { headers, method = "", url = "" } = request;
    const trace = beginTrace({
      name: service,
      header: headerText(headers["x-amzn-trace-id"]),
      http: { method, path: pathOf(url), host: headers.host },
    });
    const deadline = heedsDeadline ? deadlineOf(headers["x-request-deadline"]) : undefined;
    const exchange = new Exchange(requestIdOf(headers["x-request-id"]), trace, addressOf(request), deadline);
    openExchange(request, exchange);
    response.on("close", ended);
    return exchange;
  }

  return {
    open,
    middleware(request, response, next) {
      const { requestId, trace, context } = openedExchange(request) ?? open(request, response);
      for (let at = 0; at < secure.length; at += 2) {
        response.setHeader(String(secure[at]), String(secure[at + 1]));
      }
      response.setHeader("X-Request-Id", requestId);
      response.setHeader("X-Amzn-Trace-Id", trace.responseHeader);
      const told = notice?.();
      if (told !== undefined) response.setHeader(noticeHeader, told);

      const fault = faultOfUrl(request.url);
      trace.run(() => runWithContext(context, () => next(fault)));
    },
  };
}

const usableId = /^[A-Za-z0-9._-]{1,128}$/;

/** The caller's own id where it can be used, else a new one. A card's number would be in every line of the log. */
function requestIdOf(header: string | string[] | undefined): string {
  const isUsable = typeof header === "string" && usableId.test(header) && !keyHoldsCardNumber(header);
  return isUsable ? header : newId();
}

function headerText(header: string | string[] | undefined): string | undefined {
  return typeof header === "string" ? header : header?.[0];
}

function pathOf(url: string): string {
  const end = url.indexOf("?");
  return end === -1 ? url : url.slice(0, end);
}

/** Percent signs that encode no text, or text that no store of ours takes. */
function faultOfUrl(url: string): InvalidInput | undefined {
  if (!url.includes("%")) return undefined;
  try {
    return decodeURIComponent(url).includes("\0") ? malformedUrl() : undefined;
  } catch {
    return malformedUrl();
  }
}

const malformedUrl = () =>
  new InvalidInput([{ path: "", message: "The address is malformed" }], "malformed-address");

/** Epoch milliseconds, where a caller says when it stops waiting. */
function deadlineOf(header: string | string[] | undefined): number | undefined {
  return typeof header === "string" && /^\d{1,15}$/.test(header) ? Number(header) : undefined;
}
