type Changes = Readonly<Record<string, unknown>>;

/** A segment as it comes to the daemon: `orders` answered in two seconds, unless it is said otherwise. */
export const aSegment = (traceId: string, changes: Changes = {}): Buffer =>
  Buffer.from(
    JSON.stringify({ id: "a1", trace_id: traceId, name: "orders", start_time: 10, end_time: 12, ...changes }),
  );

/** What a service was asked, and what it answered. */
export const aRequest = (method: string, url: string, status: number) => ({
  http: { request: { method, url }, response: { status } },
  ...(status >= 500 ? { fault: true } : status >= 400 && { error: true }),
});
