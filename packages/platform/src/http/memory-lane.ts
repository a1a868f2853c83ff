import type { IncomingMessage, ServerResponse } from "node:http";
import type { AnswerCache, StoredAnswer } from "../cache/stored-answer";
import type { LimitClass } from "../config/rate-limits";
import { namesEtag } from "./etag-rules";
import type { Exchange } from "./exchange";
import { noticeHeader } from "./maintenance";
import type { CountRequest, Standing } from "./rate-limit";
import { hasBody } from "./request-body";
import type { HeaderPairs } from "./security-headers";

/** Longer addresses are not kept: nobody asks for them twice but to fill the memory. */
const longestAddress = 2_000;

/** Whether the answer may come from memory, and be kept there: it is for anybody who asks for this address. */
export function mayBeKept({ method, url = "", headers }: IncomingMessage): boolean {
  return (
    (method === "GET" || method === "HEAD") &&
    headers.authorization === undefined &&
    url.length <= longestAddress &&
    !hasBody(headers)
  );
}

/** Answers what is in memory, as the routes would have; false where the routes have to. */
export type AnswerFromMemory = (
  exchange: Exchange,
  request: IncomingMessage,
  response: ServerResponse,
) => boolean | Promise<boolean>;

export interface MemoryLaneOptions {
  answers: AnswerCache;
  count: CountRequest;
  /** What a request for a route counts against. */
  limitOf: (route: string) => LimitClass;
  /** Whether that is asked of a store beyond this process, which a trace shows. */
  countsAfar: boolean;
  secure: HeaderPairs;
  /** What every answer is told with now, as `Shop-Notice`. */
  notice?: (() => string | undefined) | undefined;
}

/** The short way of a request: before Express sees it, without a context, its headers written at once. */
export function memoryLane(options: MemoryLaneOptions): AnswerFromMemory {
  const { answers, count, limitOf, countsAfar, secure, notice } = options;

  function send(
    { content, contentType, etag, cacheControl }: StoredAnswer,
    exchange: Exchange,
    { policy, state, refusal }: Standing,
    { headers }: IncomingMessage,
    response: ServerResponse,
  ): boolean {
    if (refusal) {
      response.setHeader("RateLimit-Policy", policy);
      response.setHeader("RateLimit", state);
      exchange.refusal = refusal;
      return false;
    }
    const { requestId, trace } = exchange;
    const head = [
      ...secure,
      "X-Request-Id",
      requestId,
      "X-Amzn-Trace-Id",
      trace.responseHeader,
      "RateLimit-Policy",
      policy,
      "RateLimit",
      state,
      "ETag",
      etag,
      "Vary",
      "Authorization",
      "Cache-Control",
      cacheControl,
    ];
    const told = notice?.();
    if (told !== undefined) head.push(noticeHeader, told);
    const known = headers["if-none-match"];
    if (known !== undefined && namesEtag(known, etag)) {
      exchange.bytes = 0;
      response.writeHead(304, head).end();
      return true;
    }
    exchange.bytes = content.length;
    head.push("Content-Type", contentType, "Content-Length", String(content.length));
    response.writeHead(200, head).end(content);
    return true;
  }

  function countOf({ route }: StoredAnswer, { address, trace }: Exchange) {
    const limitClass = limitOf(route);
    return countsAfar && trace.sampled
      ? trace.run(() => count(limitClass, address))
      : count(limitClass, address);
  }

  return (exchange, request, response) => {
    const { url = "" } = request;
    const stored = mayBeKept(request) ? answers.recall(url) : undefined;
    if (stored === undefined) return false;
    exchange.setRoute(stored.route);
    exchange.counted = true;
    if (exchange.trace.sampled) exchange.trace.annotate("cache", answers.isStale(url) ? "stale" : "hit");
    const standing = countOf(stored, exchange);
    return standing instanceof Promise
      ? standing.then((counted) => send(stored, exchange, counted, request, response))
      : send(stored, exchange, standing, request, response);
  };
}
