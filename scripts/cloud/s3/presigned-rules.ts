import { createHash, createHmac, timingSafeEqual } from "node:crypto";

export interface AccessKey {
  id: string;
  secret: string;
}

/** A request to S3, as it came. */
export interface S3Request {
  method: string;
  /** The path and query of its first line. */
  url: string;
  /** Named in lower case. */
  headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** Why S3 does not take a request, in its own words. */
export interface Refusal {
  status: 400 | 403 | 411;
  code: string;
  message: string;
}

const algorithm = "AWS4-HMAC-SHA256";
const mostSecondsValid = 604_800;
const clockSkewMs = 900_000;

export const isPresigned = (url: string): boolean => /[?&]X-Amz-Signature=/.test(url);

/**
 * Why a presigned request is refused, or undefined for one that is good: its signature covers the method, path, query
 * and the headers it names, and it is used in its time.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 */
export function presignedRefusal(request: S3Request, key: AccessKey, now: Date): Refusal | undefined {
  const [path = "", queryText = ""] = split(request.url, "?");
  const query = queryText.split("&").map((pair) => split(pair, "=").map(decode) as [string, string]);
  const parameter = (name: string) => query.find(([given]) => given === name)?.[1] ?? "";
  const [keyId, day, region, service, ending] = parameter("X-Amz-Credential").split("/");
  const signedAt = parameter("X-Amz-Date");
  const seconds = Number(parameter("X-Amz-Expires"));
  const signedHeaders = parameter("X-Amz-SignedHeaders").split(";");

  if (parameter("X-Amz-Algorithm") !== algorithm || service !== "s3" || ending !== "aws4_request") {
    return badQuery("The query names no signature of version 4 for S3");
  }
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > mostSecondsValid) {
    return badQuery("X-Amz-Expires must be 1 to 604800 seconds");
  }
  const beginsAt = timeOf(signedAt);
  if (Number.isNaN(beginsAt) || !signedAt.startsWith(`${day}T`)) return badQuery("X-Amz-Date is malformed");
  if (keyId !== key.id) {
    return refused("InvalidAccessKeyId", "The AWS access key Id you provided does not exist in our records.");
  }
  if (now.getTime() > beginsAt + seconds * 1000) return refused("AccessDenied", "Request has expired");
  if (now.getTime() < beginsAt - clockSkewMs) return refused("AccessDenied", "Request is not valid yet");

  const unsigned = Object.keys(request.headers).filter(
    (name) => name.startsWith("x-amz-") && !signedHeaders.includes(name),
  );
  if (!signedHeaders.includes("host") || unsigned.length > 0) {
    return refused("AccessDenied", "There were headers present in the request which were not signed");
  }

  const signature = signatureOf(
    [
      request.method,
      path
        .split("/")
        .map((part) => encode(decode(part)))
        .join("/"),
      canonicalQuery(query),
      ...signedHeaders.map(
        (name) =>
          `${name}:${String(request.headers[name] ?? "")
            .trim()
            .replace(/ +/g, " ")}`,
      ),
      "",
      signedHeaders.join(";"),
      "UNSIGNED-PAYLOAD",
    ].join("\n"),
    { secret: key.secret, signedAt, scope: [day ?? "", region ?? "", service, ending] },
  );
  if (!isSame(signature, parameter("X-Amz-Signature"))) {
    const message = "The request signature we calculated does not match the signature you provided.";
    return refused("SignatureDoesNotMatch", message);
  }
  if (request.method === "PUT" && request.headers["content-length"] === undefined) {
    const message = "You must provide the Content-Length HTTP header.";
    return { status: 411, code: "MissingContentLength", message };
  }
  return undefined;
}

const refused = (code: string, message: string): Refusal => ({ status: 403, code, message });
const badQuery = (message: string): Refusal => ({
  status: 400,
  code: "AuthorizationQueryParametersError",
  message,
});

interface Signing {
  secret: string;
  signedAt: string;
  /** Day, region, service and the fixed ending. */
  scope: readonly string[];
}

function signatureOf(canonicalRequest: string, { secret, signedAt, scope }: Signing): string {
  const digest = createHash("sha256").update(canonicalRequest).digest("hex");
  const toSign = [algorithm, signedAt, scope.join("/"), digest].join("\n");
  const key = scope.reduce<string | Buffer>((under, part) => hmac(under, part), `AWS4${secret}`);
  return hmac(key, toSign).toString("hex");
}

const hmac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();

function canonicalQuery(query: readonly [string, string][]): string {
  const pairs = query
    .filter(([name]) => name !== "X-Amz-Signature")
    .map(([name, value]) => `${encode(name)}=${encode(value)}`);
  return pairs.toSorted((one, other) => (one < other ? -1 : 1)).join("&");
}

function isSame(signature: string, given: string): boolean {
  const [one, other] = [Buffer.from(signature), Buffer.from(given)];
  return one.length === other.length && timingSafeEqual(one, other);
}

/** Of the form 20260131T120000Z. */
function timeOf(text: string): number {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (!parts) return Number.NaN;
  const [, year, month, day, hour, minute, second] = parts;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

function split(text: string, at: string): [string, string] {
  const index = text.indexOf(at);
  return index < 0 ? [text, ""] : [text.slice(0, index), text.slice(index + 1)];
}

/** As it is, where it is no encoding: then no signature is right. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** All but the unreserved characters of RFC 3986. */
const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
