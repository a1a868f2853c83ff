import type { Message as SqsMessage } from "@aws-sdk/client-sqs";

/** A message as its handler gets it. */
export interface QueueMessage {
  readonly id: string;
  /** What its JSON says; who handles it parses it by a schema. */
  readonly body: unknown;
  /** The string attributes, as an event's `type`. */
  readonly attributes: Readonly<Record<string, string>>;
  /** 1 at the first delivery. */
  readonly receiveCount: number;
  readonly traceHeader: string | undefined;
}

/**
 * Reads a message as SQS gives it.
 * @throws SyntaxError when the body is not JSON.
 */
export function readMessage(message: SqsMessage): QueueMessage {
  const attributes: Record<string, string> = {};
  for (const [name, { StringValue }] of Object.entries(message.MessageAttributes ?? {})) {
    if (StringValue !== undefined) attributes[name] = StringValue;
  }
  return {
    id: message.MessageId ?? "",
    body: JSON.parse(message.Body ?? ""),
    attributes,
    receiveCount: receiveCountOf(message),
    traceHeader: attributes.traceHeader ?? message.Attributes?.AWSTraceHeader,
  };
}

export function receiveCountOf(message: SqsMessage): number {
  return Number(message.Attributes?.ApproximateReceiveCount ?? 1);
}
