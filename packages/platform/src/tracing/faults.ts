import Subsegment from "aws-xray-sdk-core/dist/lib/segments/attributes/subsegment";
import type Segment from "aws-xray-sdk-core/dist/lib/segments/segment";
import { maskText } from "../logging/mask-text";

/** X-Ray's marks: `error` is the caller's doing (4xx), `throttle` one of them (429), `fault` is ours (5xx). */
export type Verdict = "fine" | "error" | "throttle" | "fault";

export function verdictOfStatus(status: number | undefined): Verdict {
  if (status === undefined || status < 400) {
    return "fine";
  }
  if (status === 429) {
    return "throttle";
  }
  return status < 500 ? "error" : "fault";
}

/** PostgreSQL's classes of what the statement or its values caused: 22 data, 23 integrity, 40 rollback. */
const CALLERS_SQL_STATES = /^(?:22|23|40)\w{3}$/;

/** AWS answers these with 400, or 503. */
const THROTTLING = /Throttl|ThroughputExceeded|TooManyRequests|RequestLimitExceeded|SlowDown/;

/** Reads an `AppError`'s status, an AWS error's, a PostgreSQL state; all else is a fault. */
export function verdictOfError(error: unknown): Verdict {
  const { status, code, name, $metadata } = Object(error);
  if (typeof code === "string" && CALLERS_SQL_STATES.test(code)) {
    return "error";
  }
  if ($metadata !== undefined && THROTTLING.test(String(name))) {
    return "throttle";
  }
  const verdict = verdictOfStatus(numberOr(status) ?? numberOr($metadata?.httpStatusCode));
  return verdict === "fine" ? "fault" : verdict;
}

export function mark(node: Segment | Subsegment, verdict: Verdict): void {
  if (verdict === "fault") {
    node.addFaultFlag();
  } else if (verdict !== "fine") {
    node.addErrorFlag();
    if (verdict === "throttle") {
      node.addThrottleFlag();
    }
  }
}

/** As X-Ray takes it: `cause` is the id of the exception behind it. */
interface ToldException {
  id: string;
  cause?: string;
}

/**
 * Marks `node` as failed, and tells of the error with its stack and of what caused it. An error that passes up through
 * several parts is told of where it was thrown; the others refer to that.
 */
export function addFault(node: Segment | Subsegment, error: unknown): void {
  node.addError(describeFault(error), "namespace" in node && node.namespace !== undefined);
  const exceptions = exceptionsOf(node);
  let [last] = exceptions;
  for (const cause of last ? causesOf(error) : []) {
    // The SDK has its exceptions made by what they befall only.
    const carrier = new Subsegment("cause");
    carrier.addError(describeFault(cause));
    const [told] = exceptionsOf(carrier);
    if (!last || !told) return;
    last.cause = told.id;
    exceptions.push(told);
    last = told;
  }
}

const exceptionsOf = (node: object): ToldException[] =>
  (node as { cause?: { exceptions?: ToldException[] } }).cause?.exceptions ?? [];

const MOST_CAUSES = 4;

/** What is behind an error, the nearest first; of several at once the first. */
function causesOf(error: unknown): unknown[] {
  const causes: unknown[] = [];
  for (let next = causeOf(error); next !== undefined && causes.length < MOST_CAUSES; next = causeOf(next)) {
    if (next === error || causes.includes(next)) break;
    causes.push(next);
  }
  return causes;
}

const causeOf = (error: unknown): unknown =>
  error instanceof Error ? (error.cause ?? (error as Partial<AggregateError>).errors?.[0]) : undefined;

const LONGEST_MESSAGE = 500;
const FRAMES = 10;

/** One for one error, so that X-Ray's SDK knows it again as it passes up through the subsegments. */
const described = new WeakMap<object, Error>();

/** What a trace may say of an error: its name, its masked message and ten frames. */
function describeFault(error: unknown): Error {
  if (typeof error !== "object" || error === null) {
    return { name: "Thrown", message: maskText(String(error)).slice(0, LONGEST_MESSAGE) };
  }
  const known = described.get(error);
  if (known) {
    return known;
  }
  const description = describe(error);
  described.set(error, description);
  return description;
}

function describe(error: object): Error {
  const { name, message, stack, code, severity, constraint_name } = error as Record<string, unknown>;
  const frames = String(stack ?? "")
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .slice(0, FRAMES);
  // PostgreSQL quotes the offending value in its messages: the state says enough.
  const isPostgres = typeof severity === "string" && typeof code === "string";
  const text = isPostgres
    ? [code, constraint_name].filter(Boolean).join(" ")
    : maskText(String(message ?? ""));
  return {
    name: String(name ?? "Error"),
    message: text.slice(0, LONGEST_MESSAGE),
    stack: ["", ...frames].join("\n"),
  };
}

function numberOr(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}
