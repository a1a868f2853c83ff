import { runWithContext } from "@shopeasy/platform/context/request-context";
import { messageTrace } from "@shopeasy/platform/queue/message-trace";
import { flushTraces, openTrace } from "@shopeasy/platform/tracing/tracing";
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import type { Deps } from "./deps";
import { isMailFeedback } from "./suppression/mail-feedback-rules";
import { receiveMailFeedback } from "./suppression/receive-mail-feedback";
import { writeAbout } from "./writers";

/** Left of an invocation's time for the answer and the traces. */
const reserveMs = 1_000;

/**
 * Gives each message its effect, apart from the others, in a trace that goes on from its sender's. What fails is
 * logged and named in the answer, so that the queue brings it again, and in the end moves it to its dead-letter queue.
 */
export async function notifyOfAll(
  deps: Deps,
  { Records: records }: SQSEvent,
  context: Pick<Context, "getRemainingTimeInMillis">,
): Promise<SQSBatchResponse> {
  const deadline = Date.now() + context.getRemainingTimeInMillis() - reserveMs;
  const outcomes = await Promise.allSettled(records.map((record) => handleRecord(deps, record, deadline)));
  // A frozen container sends nothing: what is not out by now may never be.
  await flushTraces();
  const failed = records.filter((_, index) => outcomes[index]?.status === "rejected");
  return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
}

function handleRecord(deps: Deps, record: SQSRecord, deadline: number): Promise<void> {
  const { messageId, attributes, messageAttributes } = record;
  const header = messageAttributes.traceHeader?.stringValue ?? attributes.AWSTraceHeader;
  const receiveCount = Number(attributes.ApproximateReceiveCount);
  const message = jsonOf(record.body);
  const opening = messageTrace({
    ...{ queue: queueOf(record), id: messageId, header, body: message, receiveCount },
    sentAt: Number(attributes.SentTimestamp),
  });
  return openTrace(opening, (trace) =>
    runWithContext({ requestId: messageId, traceId: trace.id, deadline }, async () => {
      try {
        if (message === unreadable) throw new SyntaxError("The body is not JSON");
        await (isMailFeedback(message) ? receiveMailFeedback(deps, message) : writeAbout(deps, message));
      } catch (error) {
        deps.logger.warn("notification.failed", { messageId, receiveCount, error });
        throw error;
      }
    }),
  );
}

const queueOf = ({ eventSourceARN }: SQSRecord): string => eventSourceARN.split(":").at(-1) ?? "";

const unreadable = Symbol("not JSON");

/** A parser's own message quotes what it could not parse. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return unreadable;
  }
}
