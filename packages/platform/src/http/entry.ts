import type { ServerResponse } from "node:http";
import type { RequestHandler } from "express";
import { runWithContext } from "../context/request-context";
import { InvalidInput } from "../errors";
import { newId } from "../ids";
import type { Logger } from "../logging/logger";
import type { Metrics } from "../metrics/metrics";
import { beginTrace } from "../tracing/tracing";
import { exchangeOf, openExchange } from "./exchange";
import { securityHeaders } from "./security-headers";

export interface EntryOptions {
  service: string;
  logger: Logger;
  metrics: Metrics;
  /** Only our own services may say when an answer comes too late: a customer's word must not break a payment off. */
  heedsDeadline: boolean;
}

/**
 * The first of an app's middleware: gives the request its id, trace and context, the answer its security headers, and
 * tells log and metrics when it has ended.
 */
export function entry({ service, logger, metrics, heedsDeadline }: EntryOptions): RequestHandler {
  const secure = securityHeaders();

  function ended(this: ServerResponse): void {
    const { req } = this;
    const { route, startedAt, requestId, trace, context, bytes, error } = exchangeOf(req);
    const method = req.method ?? "";
    const status = this.statusCode;
    const milliseconds = performance.now() - startedAt;
    logger.info("request.completed", {
      method,
      route,
      status,
      durationMs: Math.round(milliseconds * 100) / 100,
      bytes,
      principalId: context.principalId,
      aborted: this.writableFinished ? undefined : true,
      requestId,
      traceId: trace.id,
    });
    metrics.requestFinished({ route, method, status, seconds: milliseconds / 1000 });
    trace.close({ status, contentLength: bytes, error: status >= 500 ? error : undefined });
  }

  return (request, response, next) => {
    const path = pathOf(request.url);
    const trace = beginTrace({
      name: service,
      header: headerText(request.headers["x-amzn-trace-id"]),
      http: { method: request.method, path },
    });
    const requestId = requestIdOf(request.headers["x-request-id"]);
    const deadline = heedsDeadline ? deadlineOf(request.headers["x-request-deadline"]) : undefined;
    const context = { requestId, traceId: trace.id, deadline };
    openExchange(request, { requestId, trace, context });

    for (const [name, value] of secure) response.setHeader(name, value);
    response.setHeader("X-Request-Id", requestId);
    response.setHeader("X-Amzn-Trace-Id", trace.responseHeader);
    response.on("close", ended);

    trace.run(() => runWithContext(context, () => next(faultOfUrl(request.url))));
  };
}

const usableId = /^[A-Za-z0-9._-]{1,128}$/;

/** The caller's own id where it can be used, else a new one. */
function requestIdOf(header: string | string[] | undefined): string {
  return typeof header === "string" && usableId.test(header) ? header : newId();
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
