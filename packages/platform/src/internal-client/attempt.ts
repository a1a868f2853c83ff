import { currentContext } from "../context/request-context";
import { brokenDependency } from "../drills/broken-dependency";
import type { Span } from "../tracing/recorded-span";
import { traceHeader } from "../tracing/tracing";
import type { Callee } from "./callee";
import { UpstreamFault } from "./upstream-faults";
import { askWhole, TooLate } from "./whole-answer";

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
  try {
    await brokenDependency(callee.name, { mostMs: Math.max(1, deadline - Date.now()) });
    const request = { method, path, headers: headersOf(attempt), body: body ?? null };
    const { status, text } = await askWhole(callee.pool, request, deadline);
    span.setHttp({ method, url: pattern, status });
    if (status >= 500) throw new UpstreamFault(`${callee.name} answered ${status}`, status === 503);
    return { status, body: parse(text, callee.name) };
  } catch (error) {
    if (error instanceof UpstreamFault) throw error;
    const isLate = error instanceof TooLate || Date.now() >= deadline;
    const reason = isLate ? "did not answer in time" : "could not be reached";
    throw new UpstreamFault(`${callee.name} ${reason}`, true, { cause: error });
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
