import { setTimeout as pause } from "node:timers/promises";
import {
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import type { LambdaHostConfig } from "./config";
import { type Handler, invoke, type PartialBatchResponse } from "./invoke";

const mostAtOnce = 10;
const gatherMs = 250;

/** Invokes a lambda with what comes to its queue, as an event source mapping with partial batch responses does. */
export function pollQueue(config: LambdaHostConfig, queueUrl: string, handler: Handler) {
  const sqs = new SQSClient({ endpoint: config.AWS_ENDPOINT_URL_SQS, region: config.AWS_REGION });
  const stopping = new AbortController();
  const polling = poll();

  async function poll(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        const { Messages: messages = [] } = await sqs.send(
          new ReceiveMessageCommand({
            QueueUrl: queueUrl,
            MaxNumberOfMessages: mostAtOnce,
            WaitTimeSeconds: 20,
            MessageAttributeNames: ["All"],
            MessageSystemAttributeNames: ["All"],
          }),
          { abortSignal: stopping.signal, requestTimeout: 25_000 },
        );
        if (messages.length > 0) await handle(messages);
        // As on AWS with a batching window: the next ones gather meanwhile.
        if (messages.length > 0 && messages.length < mostAtOnce)
          await pause(gatherMs, undefined, { signal: stopping.signal });
      } catch (error) {
        if (stopping.signal.aborted) return;
        console.error(JSON.stringify({ level: "warn", event: "lambda.poll-failed", error: String(error) }));
        await pause(1_000);
      }
    }
  }

  /** What succeeded is deleted; the rest shows up again when its visibility runs out. */
  async function handle(messages: Message[]): Promise<void> {
    const failed = await failuresOf(messages);
    const done = messages.filter(({ MessageId }) => !failed.has(MessageId ?? ""));
    if (done.length === 0) return;
    const entries = done.map(({ MessageId, ReceiptHandle }) => ({ Id: MessageId, ReceiptHandle }));
    await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries: entries }));
  }

  async function failuresOf(messages: Message[]): Promise<ReadonlySet<string>> {
    try {
      const event = { Records: messages.map((message) => asRecord(message, queueUrl, config.AWS_REGION)) };
      const answer = (await invoke(config.LAMBDA_NAME, handler, event)) as PartialBatchResponse | undefined;
      return new Set(answer?.batchItemFailures?.map(({ itemIdentifier }) => itemIdentifier));
    } catch (error) {
      console.error(JSON.stringify({ level: "error", event: "lambda.failed", error: String(error) }));
      return new Set(messages.map(({ MessageId }) => MessageId ?? ""));
    }
  }

  return {
    async stop() {
      stopping.abort();
      await polling;
      sqs.destroy();
    },
  };
}

/** A message as Lambda hands it over: https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
function asRecord(message: Message, queueUrl: string, region: string) {
  const attributes = Object.entries(message.MessageAttributes ?? {}).map(
    ([name, { DataType, StringValue }]) => [
      name,
      { dataType: DataType, stringValue: StringValue, stringListValues: [], binaryListValues: [] },
    ],
  );
  return {
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body,
    attributes: message.Attributes ?? {},
    messageAttributes: Object.fromEntries(attributes),
    md5OfBody: message.MD5OfBody,
    eventSource: "aws:sqs",
    eventSourceARN: `arn:aws:sqs:${region}:000000000000:${queueUrl.split("/").at(-1)}`,
    awsRegion: region,
  };
}
