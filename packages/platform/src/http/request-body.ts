import { isUtf8 } from "node:buffer";
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import express, { type Request, type RequestHandler, type Response } from "express";
import { InvalidInput, ProtocolError } from "../errors";
import { faultOfReceived } from "../received-rules";

const usualLimit = 100_000;

/** Reads a request's body whole. Rejects with what body-parser throws: `faults.ts` knows it. */
export type ReadBody<Body> = (request: Request, response: Response) => Promise<Body>;

/** JSON of the only media type that we take; undefined where no body was sent. */
export function jsonReader(limit = usualLimit): ReadBody<unknown> {
  const parse = express.json({ limit, type: () => true, strict: false, verify: refuseBrokenText });

  return async (request, response) => {
    if (!hasBody(request.headers)) return undefined;
    requireMediaType(request, ["application/json"]);
    await run(parse, request, response);
    const fault = faultOfReceived(request.body);
    if (fault) throw new InvalidInput([fault]);
    return request.body;
  };
}

/** The bytes as they came, of any media type. */
export function rawReader(limit = usualLimit): ReadBody<Buffer> {
  const parse = express.raw({ limit, type: () => true });

  return async (request, response) => {
    if (!hasBody(request.headers)) return nothing;
    await run(parse, request, response);
    return request.body;
  };
}

export const nothing = Buffer.alloc(0);

/** @throws ProtocolError 415 */
export function requireMediaType(request: IncomingMessage, accepted: readonly string[]): void {
  const sent = request.headers["content-type"]?.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  if (!accepted.includes(sent)) {
    throw new ProtocolError(415, "unsupported-media-type", `The body must be ${accepted.join(" or ")}.`);
  }
}

export function hasBody(headers: IncomingHttpHeaders): boolean {
  if (headers["transfer-encoding"] !== undefined) return true;
  return headers["content-length"] !== undefined && headers["content-length"] !== "0";
}

/** body-parser would put replacement characters in place of what is not UTF-8. */
function refuseBrokenText(
  _request: IncomingMessage,
  _response: unknown,
  bytes: Buffer,
  encoding: string,
): void {
  if (encoding === "utf-8" && !isUtf8(bytes)) {
    throw Object.assign(new Error("The body is not UTF-8"), { type: "entity.parse.failed" });
  }
}

function run(middleware: RequestHandler, request: Request, response: Response): Promise<void> {
  return new Promise((resolve, reject) => {
    middleware(request, response, (error?: unknown) => (error ? reject(error) : resolve()));
  });
}
