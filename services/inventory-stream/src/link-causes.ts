import type { Sku } from "@shopeasy/contracts/ids";
import { beginTrace, type Trace } from "@shopeasy/platform/tracing/tracing";

/** Why there is a change in the stream. */
export interface Cause {
  traceHeader: string;
  /** Epoch milliseconds. */
  arrivedAt: number;
}

interface Caused {
  sku: Sku;
  /** Of its first record. */
  first: string;
  causes: readonly Cause[];
}

/** A batch has up to a thousand records: these are enough to see how long changes take. */
const mostLinks = 20;

/**
 * A batch has a trace of its own, since many requests caused it. Each of theirs that is recorded gets a segment as well:
 * how long the change waited in the stream, and the batch it was in. What this gives ends them.
 */
export function linkCauses(groups: readonly Caused[], { id }: Pick<Trace, "id">) {
  const now = Date.now();
  const links = groups
    .flatMap(({ sku, first, causes }) => causes.map((cause) => ({ sku, first, ...cause })))
    .slice(0, mostLinks)
    .map(({ sku, first, traceHeader: header, arrivedAt }) => {
      const from = Math.min(arrivedAt, now);
      const annotations = { sku, stream: "inventory", batch_trace: id, wait_ms: Math.round(now - from) };
      const waits = [{ name: "stream wait", from, until: now }];
      return { first, trace: beginTrace({ header, annotations, waits }) };
    });
  return (failed: readonly string[]) => {
    for (const { first, trace } of links) {
      trace.close(failed.includes(first) ? { error: new Error("The availability table failed") } : {});
    }
  };
}
