import { setTimeout as pause } from "node:timers/promises";
import { ApiError } from "./api-error";

export interface ApiRequest {
  /** Who is asked for what, as messages say it: URLs may hold secrets, and are never shown. */
  what: string;
  method: "GET" | "POST" | "PUT" | "DELETE";
  url: string;
  headers?: Readonly<Record<string, string>>;
  /** Sent as JSON, but for a form. */
  body?: unknown;
  /** Left out of whatever is shown of an answer. */
  secrets?: readonly string[];
  /** Whether asking twice does it once. What is not repeatable is tried again only where it was surely not done. */
  isRepeatable: boolean;
  /** For all tries together. */
  withinMs?: number;
}

export interface ApiAnswer {
  status: number;
  /** Read as JSON; text where it is none, undefined where there is none. */
  body: unknown;
}

const tryMs = 20_000;
const firstPauseMs = 250;
const longestPauseMs = 15_000;
/** Of an answer, in a message. */
const shownCharacters = 300;

/**
 * Calls an HTTP API. What it refuses for now (429), or fails at (5xx, no connection), is tried again with growing, random
 * pauses, or when its `Retry-After` says, until the time is up. Redirects are not followed: what authorises a call is for
 * one host. @throws ApiError with its status for any answer that is not 2xx, and for none
 */
export async function callApi(request: ApiRequest): Promise<ApiAnswer> {
  const deadline = Date.now() + (request.withinMs ?? 60_000);
  for (let tries = 1; ; tries++) {
    const outcome = await tried(request, deadline);
    if (!(outcome instanceof Failure)) return outcome;
    const pauseMs =
      outcome.retryAfterMs ?? Math.random() * Math.min(longestPauseMs, firstPauseMs * 2 ** tries);
    const mayRetry = outcome.wasSurelyNotDone || (outcome.isPassing && request.isRepeatable);
    if (!mayRetry || Date.now() + pauseMs >= deadline) throw outcome.error(request.what, tries);
    await pause(pauseMs);
  }
}

class Failure {
  constructor(
    readonly status: number,
    readonly why: string,
    readonly answer: string,
    readonly retryAfterMs: number | undefined,
  ) {}

  get wasSurelyNotDone() {
    return this.status === 429 || this.why === "ECONNREFUSED" || this.why === "ENOTFOUND";
  }

  get isPassing() {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }

  error(what: string, tries: number): ApiError {
    const times = tries > 1 ? ` after ${tries} tries` : "";
    const answer = this.answer ? `: ${this.answer}` : "";
    return new ApiError(`${what} failed${times} (${this.why})${answer}`, this.status, this.answer);
  }
}

async function tried(request: ApiRequest, deadline: number): Promise<ApiAnswer | Failure> {
  const { method, url, headers, body } = request;
  const isForm = body instanceof FormData;
  try {
    const response = await fetch(url, {
      method,
      headers: {
        accept: "application/json",
        ...(body !== undefined && !isForm && { "content-type": "application/json" }),
        ...headers,
      },
      ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
      redirect: "manual",
      signal: AbortSignal.timeout(Math.max(1, Math.min(tryMs, deadline - Date.now()))),
    });
    const text = await response.text();
    if (response.ok) return { status: response.status, body: jsonOf(text) };
    return new Failure(
      response.status,
      `HTTP ${response.status}`,
      shown(text, request),
      retryAfter(response),
    );
  } catch (error) {
    const { name, message, cause } = Object(error) as Error;
    const why = name === "TimeoutError" ? "no answer in time" : String(Object(cause).code ?? message);
    return new Failure(0, shown(why, request), "", undefined);
  }
}

function retryAfter({ headers }: Response): number | undefined {
  const text = headers.get("retry-after");
  if (text === null) return undefined;
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}

function shown(text: string, { secrets = [] }: ApiRequest): string {
  const hidden = secrets.reduce(
    (rest, secret) => (secret ? rest.replaceAll(secret, "[secret]") : rest),
    text,
  );
  return hidden.replaceAll(/\s+/g, " ").trim().slice(0, shownCharacters);
}

function jsonOf(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
