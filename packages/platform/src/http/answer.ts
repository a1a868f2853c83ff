import type { Request, Response } from "express";
import { invalidValues } from "../invalid-values";
import { etagOf, namesEtag } from "./etag-rules";
import { type Exchange, signalOf } from "./exchange";
import type { ContentReply, JsonReply, Reply, StreamReply } from "./reply";
import type { CachePolicy, Responses } from "./route";

/** How a route answers. */
export interface AnswerRules {
  responses: Responses;
  /** The `Cache-Control` of what may be kept; undefined where nothing may. */
  cacheControl: string | undefined;
}

export const cacheControlOf = ({ maxAge, staleWhileRevalidate }: CachePolicy): string =>
  `public, max-age=${maxAge}${staleWhileRevalidate ? `, stale-while-revalidate=${staleWhileRevalidate}` : ""}`;

export const jsonMediaType = "application/json; charset=utf-8";

/** Sends a handler's reply. @throws Error when it isn't what the route declares: ours to mend, and a 500. */
export function answer(
  rules: AnswerRules,
  exchange: Exchange,
  request: Request,
  response: Response,
  reply: Reply,
) {
  response.statusCode = reply.status;
  switch (reply.kind) {
    case "json":
      return answerJson(rules, exchange, request, response, reply);
    case "content":
      return answerContent(rules, exchange, request, response, reply);
    case "stream":
      return answerStream(request, response, reply);
  }
}

function answerJson(
  rules: AnswerRules,
  exchange: Exchange,
  request: Request,
  response: Response,
  reply: JsonReply,
) {
  const content = serialise(rules.responses, reply);
  if (content === undefined) {
    setHeaders(response, { "Cache-Control": "no-store", ...reply.headers });
    exchange.bytes = 0;
    response.end();
    return;
  }
  const { status, headers } = reply;
  answerContent(rules, exchange, request, response, {
    kind: "content",
    status,
    content,
    contentType: jsonMediaType,
    headers,
  });
}

/** The JSON of a reply by its schema. @throws Error when it isn't what the route declares */
export function serialise(responses: Responses, { status, body }: JsonReply): string | undefined {
  const declared = responses[status];
  if (!declared) throw new Error(`The route declares no answer ${status}`);
  if (!declared.schema) {
    if (body !== undefined) throw new Error(`The route declares no body for ${status}`);
    return undefined;
  }
  const parsed = declared.schema.safeParse(body);
  if (parsed.success) return JSON.stringify(parsed.data);
  const faults = invalidValues(parsed.error).map(({ path, message }) => `${path}: ${message}`);
  throw new Error(`The answer ${status} is not what the route declares: ${faults.join("; ")}`);
}

export function answerContent(
  { cacheControl }: AnswerRules,
  exchange: Exchange,
  request: Request,
  response: Response,
  { status, content, contentType, headers }: ContentReply,
) {
  const isPrivate = request.headers.authorization !== undefined;
  const isKept = cacheControl !== undefined && status === 200;
  setHeaders(response, headers);
  if (isKept) {
    response.appendHeader("Vary", "Authorization");
    if (!response.hasHeader("ETag")) response.setHeader("ETag", etagOf(content));
  }
  if (isPrivate) {
    response.setHeader("Cache-Control", "private, no-store");
  } else if (!response.hasHeader("Cache-Control")) {
    response.setHeader("Cache-Control", isKept ? cacheControl : "no-store");
  }

  // An answer made for a token is a 200 always: what it says must not be vouched for by somebody else's tag.
  const asked = request.headers["if-none-match"];
  if (isKept && !isPrivate && asked !== undefined && namesEtag(asked, String(response.getHeader("ETag")))) {
    response.statusCode = 304;
    exchange.bytes = 0;
    response.end();
    return;
  }
  exchange.bytes = Buffer.byteLength(content);
  response.setHeader("Content-Type", contentType);
  response.setHeader("Content-Length", exchange.bytes);
  response.end(content);
}

async function answerStream(
  request: Request,
  response: Response,
  { send, headers }: StreamReply,
): Promise<void> {
  setHeaders(response, { "Cache-Control": "no-store", ...headers });
  if (request.method === "HEAD") {
    response.end();
    return;
  }
  response.flushHeaders();
  await send(response, signalOf(response, true));
}

function setHeaders(response: Response, headers: Readonly<Record<string, string>>): void {
  for (const name in headers) response.setHeader(name, String(headers[name]));
}
