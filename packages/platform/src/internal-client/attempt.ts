import { currentContext } from "../context/request-context";
import { brokenDependency } from "../drills/broken-dependency";
import type { Span } from "../tracing/recorded-span";
import { traceHeader } from "../tracing/tracing";
import type { Callee } from "./callee";
import { UpstreamFault } from "./upstream-faults";

/** One request to a callee. */
export interface Attempt {
  method: "GET" | "PUT" | "POST" | "DELETE";
  /** With its parameters filled in. */
  path: string;
  /** The pattern, which may be traced. */
  pattern: string;
  /** JSON text. */
  body: string | undefined;
  token: string;
  /** Epoch milliseconds. */
  deadline: number;
}

/** An answer that the callee meant to give: 2xx or 4xx. */
export interface Answered {
  status: number;
  body: unknown;
}

/** @throws UpstreamFault when there is no answer in time, or one of 5xx */
export async function send(callee: Callee, attempt: Attempt, span: Span): Promise<Answered> {
  const { method, path, pattern, body, deadline } = attempt;
  // Not AbortSignal.timeout: that one fires for calls that were answered long ago, too, and makes an error each time.
  const late = new AbortController();
  const { signal } = late;
  const timer = setTimeout(() => late.abort(), Math.max(1, deadline - Date.now()));
  try {
    await brokenDependency(callee.name, { signal });
    const response = await callee.pool.request({
      method,
      path,
      headers: headersOf(attempt),
      body: body ?? null,
      signal,
    });
    const status = response.statusCode;
    span.setHttp({ method, url: pattern, status });
    const text = await response.body.text();
    if (status >= 500) throw new UpstreamFault(`${callee.name} answered ${status}`, status === 503);
    return { status, body: parse(text, callee.name) };
  } catch (error) {
    if (error instanceof UpstreamFault) throw error;
    const reason = signal.aborted ? "did not answer in time" : "could not be reached";
    throw new UpstreamFault(`${callee.name} ${reason}`, true, { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

function headersOf({ token, body, deadline }: Attempt): Record<string, string> {
  const headers: Record<string, string> = {
    authorization: `Bearer ${token}`,
    "x-request-deadline": String(deadline),
  };
  const requestId = currentContext()?.requestId;
  const trace = traceHeader();
  if (requestId !== undefined) headers["x-request-id"] = requestId;
  if (trace !== undefined) headers["x-amzn-trace-id"] = trace;
  if (body !== undefined) headers["content-type"] = "application/json";
  return headers;
}

function parse(text: string, callee: string): unknown {
  try {
    return text === "" ? undefined : JSON.parse(text);
  } catch (error) {
    throw new UpstreamFault(`${callee} did not answer with JSON`, false, { cause: error });
  }
}
