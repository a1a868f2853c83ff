import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";

/** A lambda's handler, as Node's runtime calls it. */
export type Handler = (event: unknown, context: unknown) => Promise<unknown>;

/** What of a batch is to be given again: messages by their id, records of a stream by their sequence number. */
export interface PartialBatchResponse {
  batchItemFailures?: { itemIdentifier: string }[];
}

/** As long as the infrastructure lets our slowest lambda run: a laptop that is busy is slower than AWS. */
const timeoutMs = 30_000;

/**
 * Invokes a lambda as AWS does: with an event, a context, and a time-out.
 * @throws what the handler throws, or an Error when it takes too long
 */
export async function invoke(name: string, handler: Handler, event: unknown): Promise<unknown> {
  const startedAt = Date.now();
  const context = {
    functionName: name,
    functionVersion: "$LATEST",
    invokedFunctionArn: `arn:aws:lambda:us-east-1:000000000000:function:${name}`,
    awsRequestId: randomUUID(),
    memoryLimitInMB: "512",
    callbackWaitsForEmptyEventLoop: false,
    getRemainingTimeInMillis: () => timeoutMs - (Date.now() - startedAt),
  };
  const done = new AbortController();
  const tooLong = pause(timeoutMs, undefined, { signal: done.signal }).then(() => {
    throw new Error(`${name} timed out after ${timeoutMs / 1000} s`);
  });
  tooLong.catch(() => {});
  try {
    return await Promise.race([handler(event, context), tooLong]);
  } finally {
    done.abort();
  }
}
