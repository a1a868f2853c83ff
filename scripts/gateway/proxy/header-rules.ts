/** Of one connection only, not of the request or answer that it carries (RFC 9110, 7.6.1). */
const hopByHop: ReadonlySet<string> = new Set([
  "connection",
  "keep-alive",
  "proxy-connection",
  "proxy-authenticate",
  "proxy-authorization",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "http2-settings",
]);

/** Never of one connection, whatever `Connection` names: without them the message would be another. */
const endToEnd: ReadonlySet<string> = new Set(["host", "content-length"]);

/** Said by us alone; `x-forwarded-for` is added to. `expect` was answered by us. */
const ours: ReadonlySet<string> = new Set([
  "expect",
  "x-forwarded-for",
  "x-forwarded-proto",
  "x-forwarded-port",
  "x-forwarded-host",
  "x-amzn-trace-id",
]);

/** What the gateway says to a service of whom it stands for. */
export interface Introduction {
  /** The address of who connected to us. */
  peer: string;
  /** The port that was connected to. */
  port: number;
  /** The value of `X-Amzn-Trace-Id`. */
  trace: string | undefined;
}

/**
 * The headers to send on, as name, value, name, value, from those received in that form. An `X-Forwarded-For` that was
 * sent is added to and so never hides who sent it; the other `X-Forwarded-*` are replaced.
 */
export function requestHeaders(received: readonly string[], { peer, port, trace }: Introduction): string[] {
  const named = namedByConnection(received);
  const headers: string[] = [];
  let forwardedFor = "";
  let host = "";
  for (let index = 0; index < received.length; index += 2) {
    const name = received[index] ?? "";
    const value = received[index + 1] ?? "";
    const lowerCase = name.toLowerCase();
    if (lowerCase === "x-forwarded-for") forwardedFor += `${value}, `;
    if (lowerCase === "host") host = value;
    if (hopByHop.has(lowerCase) || ours.has(lowerCase) || named?.has(lowerCase)) continue;
    headers.push(name, value);
  }
  headers.push("X-Forwarded-For", forwardedFor + withoutMapping(peer));
  headers.push("X-Forwarded-Proto", "http", "X-Forwarded-Port", String(port));
  if (host) headers.push("X-Forwarded-Host", host);
  if (trace) headers.push("X-Amzn-Trace-Id", trace);
  return headers;
}

/** The headers of an answer to give back, in the same form. */
export function responseHeaders(received: readonly string[]): string[] {
  const named = namedByConnection(received);
  const headers: string[] = [];
  for (let index = 0; index < received.length; index += 2) {
    const name = received[index] ?? "";
    const lowerCase = name.toLowerCase();
    if (!hopByHop.has(lowerCase) && !named?.has(lowerCase)) headers.push(name, received[index + 1] ?? "");
  }
  return headers;
}

/** The further headers that `Connection` says are of this connection only; undefined where there are none, as mostly. */
function namedByConnection(headers: readonly string[]): ReadonlySet<string> | undefined {
  let named: Set<string> | undefined;
  for (let index = 0; index < headers.length; index += 2) {
    if (headers[index]?.toLowerCase() !== "connection") continue;
    for (const token of (headers[index + 1] ?? "").toLowerCase().split(",")) {
      const name = token.trim();
      if (endToEnd.has(name) || hopByHop.has(name)) continue;
      named ??= new Set();
      named.add(name);
    }
  }
  return named;
}

/** An IPv4 address as a socket for both families tells it. */
function withoutMapping(address: string): string {
  return address.startsWith("::ffff:") ? address.slice(7) : address;
}
