/** A segment or subsegment document, as a service sends it to the X-Ray daemon. What is not named may be anything. */
export interface TraceDocument {
  id: string;
  trace_id: string;
  name: string;
  start_time: number;
  [more: string]: unknown;
}

const identifier = /^[\w-]{1,64}$/;
/** Seconds since the epoch, in the year 5138: what is beyond is no time. */
const latestTime = 1e11;

/** Undefined for what is no document: the daemon ignores it. */
export function readDocument(bytes: Buffer): TraceDocument | undefined {
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString());
  } catch {
    return undefined;
  }
  const { id, trace_id, name, start_time } = asRecord(value);
  const isDocument =
    isIdentifier(id) && isIdentifier(trace_id) && typeof name === "string" && isTime(start_time);
  return isDocument ? (value as TraceDocument) : undefined;
}

export const isIdentifier = (value: unknown): value is string =>
  typeof value === "string" && identifier.test(value);

export const isTime = (value: unknown): value is number =>
  typeof value === "number" && value >= 0 && value <= latestTime;

/** An object to look into, whatever came. */
export function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}
