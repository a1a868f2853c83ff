import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { traceHeader } from "@shopeasy/platform/tracing/tracing";
import type { Deps } from "../deps";
import { messageOf } from "./message-rules";

/** Puts something into a queue of our own, with the trace that it goes on in. Throws what the AWS SDK throws. */
export async function enqueue({ sqs }: Pick<Deps, "sqs">, queueUrl: string, content: unknown): Promise<void> {
  const header = traceHeader();
  await sqs.send(
    new SendMessageCommand({
      QueueUrl: queueUrl,
      MessageBody: messageOf(content),
      ...(header && { MessageAttributes: { traceHeader: { DataType: "String", StringValue: header } } }),
    }),
  );
}
