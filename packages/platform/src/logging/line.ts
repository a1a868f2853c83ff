import type { RequestContext } from "../context/request-context";
import { redactField, redactText } from "./redact";

export interface LogEntry {
  readonly service: string;
  readonly version: string | undefined;
  readonly level: string;
  readonly event: string;
  readonly context: RequestContext | undefined;
  readonly fields: Readonly<Record<string, unknown>> | undefined;
}

/** These come first in a line; a caller gives at most the two ids, where there is no context to take them from. */
const OWN_MEMBERS = new Set(["at", "level", "event", "service", "version", "requestId", "traceId"]);

/** One JSON line with its newline. */
export function formatLine({ service, version, level, event, context, fields }: LogEntry): string {
  let line = `{"at":"${timestamp()}","level":"${level}"`;
  line += member("event", event) + member("service", service) + member("version", version);
  // Never masked, whatever form a client gives its own: they are what finds all lines of a request.
  line += member("requestId", context?.requestId ?? idIn(fields?.requestId));
  line += member("traceId", context?.traceId ?? idIn(fields?.traceId));

  for (const key in fields) {
    if (!OWN_MEMBERS.has(key)) {
      line += member(redactText(key), redactField(key, fields[key]));
    }
  }
  return `${line}}\n`;
}

/** The members that are the same in all lines of an event, from behind the time to before the ids. */
export function formatOpening({ service, version, level, event, fields }: Omit<LogEntry, "context">) {
  let opening = `","level":"${level}"`;
  opening += member("event", event) + member("service", service) + member("version", version);
  for (const key in fields) {
    if (!OWN_MEMBERS.has(key)) {
      opening += member(redactText(key), redactField(key, fields[key]));
    }
  }
  return opening;
}

let second = 0;
let secondText = "";

/** Now, in ISO 8601. Lines come many in a second, and a Date's own text costs more than the rest of a line. */
export function timestamp(): string {
  const now = Date.now();
  const milliseconds = now % 1000;
  if (now - milliseconds !== second) {
    second = now - milliseconds;
    secondText = new Date(second).toISOString().slice(0, -4);
  }
  return `${secondText}${String(milliseconds).padStart(3, "0")}Z`;
}

function member(key: string, value: unknown): string {
  const json = JSON.stringify(value);
  return json === undefined ? "" : `,${JSON.stringify(key)}:${json}`;
}

const LONGEST_ID = 128;

function idIn(value: unknown): string | undefined {
  return typeof value === "string" ? value.slice(0, LONGEST_ID) : undefined;
}
