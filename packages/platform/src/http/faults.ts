import type { ErrorRequestHandler, Response } from "express";
import { AppError, InvalidInput, ProtocolError } from "../errors";
import type { Logger } from "../logging/logger";
import { type Exchange, exchangeOf } from "./exchange";
import { problemMediaType, problemOf } from "./problem";
import { type CountRequest, tellStanding } from "./rate-limit";

/** Its story is in the log; the caller gets a fixed text. */
class InternalError extends AppError {
  constructor(cause: unknown) {
    super(500, "internal-error", "Something went wrong on our side. It has been recorded.", {}, { cause });
  }
}

/** What of express and body-parser throws, by `type`. */
const requestFaults: Readonly<Record<string, () => AppError>> = {
  "entity.parse.failed": () =>
    new InvalidInput([{ path: "", message: "The body is not valid JSON in UTF-8" }], "invalid-json"),
  "entity.too.large": () =>
    new ProtocolError(413, "body-too-large", "The body is larger than this call takes."),
  "encoding.unsupported": () =>
    new ProtocolError(415, "unsupported-content-encoding", "The body's Content-Encoding is not supported."),
  "charset.unsupported": () =>
    new ProtocolError(415, "unsupported-media-type", "The body's charset is not supported; send UTF-8."),
};

/** Makes any thrown value into the error that the caller is told of. */
function appErrorOf(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const { type, status } = Object(error) as { type?: unknown; status?: unknown };
  const known =
    typeof type === "string" && Object.hasOwn(requestFaults, type) ? requestFaults[type] : undefined;
  if (known) return known();
  // The router's own (a path that can't be decoded) and body-parser's others: broken compression, a wrong length.
  if (status === 400) return new InvalidInput([{ path: "", message: "The request can't be read" }]);
  return new InternalError(error);
}

export interface FaultOptions {
  logger: Logger;
  /** Counts what failed too early to have been counted. */
  count?: CountRequest;
}

/** The last of an app's middleware: the one place where errors become problems. */
export function faultHandler({ logger, count }: FaultOptions): ErrorRequestHandler {
  return async (thrown: unknown, request, response, _next) => {
    const exchange = exchangeOf(request);
    const error = appErrorOf(thrown);
    exchange.error = thrown;
    recordFault(logger, exchange, request.method, error);

    if (response.headersSent || response.destroyed) {
      response.destroy();
      return;
    }
    if (count && !exchange.counted) {
      const standing = await count("reading", exchange.address);
      answerProblem(exchange, response, tellStanding(standing, response) ?? error);
    } else {
      answerProblem(exchange, response, error);
    }
  };
}

function recordFault(logger: Logger, { route }: Exchange, method: string, error: AppError): void {
  if (error instanceof InternalError) {
    logger.error("request.failed", { method, route, error: error.cause });
  } else if (error.status >= 500) {
    logger.warn("request.refused", { method, route, code: error.code, error: error.cause ?? error });
  }
}

function answerProblem(exchange: Exchange, response: Response, error: AppError): void {
  const body = JSON.stringify(problemOf(error, exchange.requestId));
  response.statusCode = error.status;
  response.setHeader("Content-Type", problemMediaType);
  response.setHeader("Cache-Control", "no-store");
  if (error.status === 401) response.setHeader("WWW-Authenticate", "Bearer");
  for (const name in error.headers) response.setHeader(name, String(error.headers[name]));
  exchange.bytes = Buffer.byteLength(body);
  response.end(body);
}
