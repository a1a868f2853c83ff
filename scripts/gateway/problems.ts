import type { IncomingMessage, ServerResponse } from "node:http";
import type { AppError } from "@shopeasy/platform/errors";
import { problemMediaType, problemOf } from "@shopeasy/platform/http/problem";
import { newId } from "@shopeasy/platform/ids";

const usableId = /^[A-Za-z0-9._-]{1,128}$/;

/** Answers with an RFC 9457 problem, and gives the request's id: the caller's own where it can be used. */
export function answerProblem(
  request: IncomingMessage,
  response: ServerResponse,
  error: AppError,
  traceHeader?: string,
): string {
  const given = request.headers["x-request-id"];
  const requestId = typeof given === "string" && usableId.test(given) ? given : newId();
  const body = JSON.stringify(problemOf(error, requestId));
  response.writeHead(error.status, {
    "Content-Type": problemMediaType,
    "Content-Length": Buffer.byteLength(body),
    "Cache-Control": "no-store",
    "X-Request-Id": requestId,
    ...(traceHeader && { "X-Amzn-Trace-Id": traceHeader }),
    ...error.headers,
  });
  response.end(body);
  return requestId;
}
