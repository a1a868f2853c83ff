import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { type BucketDeclaration, buckets } from "@shopeasy/contracts/resources";
import { localAccount } from "../local-account";
import { isPresigned, presignedRefusal, type Refusal } from "./presigned-rules";

const key = { id: localAccount.AWS_ACCESS_KEY_ID, secret: localAccount.AWS_SECRET_ACCESS_KEY };

/**
 * What S3 does and fauxqs does not: a presigned request is held to its signature and time; without any credentials
 * nothing can be written, and only the objects of a served bucket be read; pages elsewhere may send uploads. That a
 * request with an `Authorization` header was signed by one of our own programs is believed.
 */
export function guardedS3(serve: RequestListener): RequestListener {
  return (request, response) => {
    const [, name = "", object = ""] = /^\/([^/?]*)\/?([^?]*)/.exec(request.url ?? "") ?? [];
    // SQS, SNS and what fauxqs tells of itself.
    if (name === "" || name === "health" || name.startsWith("_")) return serve(request, response);

    const bucket = declarationOf(name);
    if (bucket?.takesUploads && request.headers.origin !== undefined) {
      response.setHeader("access-control-allow-origin", "*");
      response.setHeader("access-control-expose-headers", "ETag");
      if (request.method === "OPTIONS") return preflight(request, response);
    }
    const refusal = refusalOf(request, bucket, object);
    return refusal ? refuse(refusal, request, response) : serve(request, response);
  };
}

/** By its name, or by that of a copy for tests: `images-1a2b3c4d`. */
function declarationOf(bucket: string): BucketDeclaration | undefined {
  const declared: [string, BucketDeclaration][] = Object.entries(buckets);
  return declared.find(([name]) => bucket === name || bucket.startsWith(`${name}-`))?.[1];
}

function refusalOf(
  { method = "", url = "", headers }: IncomingMessage,
  bucket: BucketDeclaration | undefined,
  object: string,
): Refusal | undefined {
  if (isPresigned(url)) return presignedRefusal({ method, url, headers }, key, new Date());
  if (headers.authorization !== undefined) return undefined;
  const isReading = method === "GET" || method === "HEAD";
  if (isReading && object !== "" && bucket?.isServed) return undefined;
  return { status: 403, code: "AccessDenied", message: "Access Denied" };
}

function preflight(request: IncomingMessage, response: ServerResponse): void {
  const asked = request.headers["access-control-request-headers"] ?? "content-type";
  response.writeHead(200, {
    "access-control-allow-methods": "PUT",
    "access-control-allow-headers": asked,
    "access-control-max-age": "3600",
  });
  response.end();
}

function refuse(
  { status, code, message }: Refusal,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  // What is still being sent is read and dropped, so that the sender sees the answer.
  request.resume();
  response.writeHead(status, { "content-type": "application/xml" }).end(body);
}
