import type { IncomingMessage, ServerResponse } from "node:http";
import { type AppError, NotFound, ProtocolError } from "@shopeasy/platform/errors";
import type { Dispatcher } from "undici";
import { answerProblem } from "../problems";
import { failureOf } from "../proxy/failures";
import { mediaKey } from "./media-key-rules";

/** Of the object itself, not of S3. */
const kept: ReadonlySet<string> = new Set([
  "content-type",
  "content-length",
  "content-range",
  "accept-ranges",
  "etag",
  "last-modified",
  "cache-control",
]);
const asked = ["if-none-match", "if-modified-since", "range"] as const;

/** A picture that is drawn anew keeps its name, so a browser looks again after a day. */
const cacheControl = "public, max-age=86400, stale-while-revalidate=604800";
const noSuchPicture = new NotFound("not-found", "There is no picture at this address.");

interface MediaDeps {
  dispatcher: Dispatcher;
  /** Of S3. */
  endpoint: string;
  bucket: string;
}

/** Serves the images bucket, as CloudFront does: objects by their key, never a listing. */
export function createMedia({ dispatcher, endpoint, bucket }: MediaDeps) {
  return async (request: IncomingMessage, response: ServerResponse, path: string): Promise<void> => {
    const key = mediaKey(path);
    const refusal = refusalOf(request.method, key);
    if (refusal) return void answerProblem(request, response, refusal);

    const left = new AbortController();
    response.on("close", () => left.abort());
    try {
      await dispatcher.stream(
        {
          origin: endpoint,
          path: `/${bucket}/${key}`,
          method: request.method as "GET" | "HEAD",
          headers: Object.fromEntries(asked.map((name) => [name, request.headers[name]])),
          signal: left.signal,
        },
        ({ statusCode, headers }) => {
          if (statusCode >= 400) throw problemOfStatus(statusCode);
          response.writeHead(statusCode, {
            "cache-control": cacheControl,
            ...Object.fromEntries(Object.entries(headers).filter(([name]) => kept.has(name))),
            // A picture may be an SVG, which could hold a script.
            "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
            "x-content-type-options": "nosniff",
          });
          return response;
        },
      );
    } catch (error) {
      if (response.headersSent) response.destroy();
      else if (!response.destroyed) answerProblem(request, response, problemOfError(error));
    }
  };
}

function refusalOf(method: string | undefined, key: string | undefined): AppError | undefined {
  if (method !== "GET" && method !== "HEAD") {
    const error = new ProtocolError(405, "method-not-allowed", "Pictures can only be read here.");
    return error.withHeaders({ Allow: "GET, HEAD" });
  }
  return key === undefined ? noSuchPicture : undefined;
}

function problemOfStatus(status: number): AppError {
  if (status === 416) return new ProtocolError(416, "range-not-satisfiable", "The picture has no such part.");
  return status < 500
    ? noSuchPicture
    : new ProtocolError(502, "bad-gateway", "The pictures can't be read now.");
}

function problemOfError(error: unknown): AppError {
  if (error instanceof NotFound || error instanceof ProtocolError) return error;
  return failureOf(error instanceof Error ? error : new Error(String(error)), true);
}
