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

/** A message as it came: with the fault of a body that is no JSON, whose trace and context are known all the same. */
export interface ReadMessage {
  message: QueueMessage;
  fault?: SyntaxError;
}

/** Reads a message as SQS gives it. */
export function readMessage(message: SqsMessage): ReadMessage {
  const attributes: Record<string, string> = {};
  for (const [name, { StringValue }] of Object.entries(message.MessageAttributes ?? {})) {
    if (StringValue !== undefined) attributes[name] = StringValue;
  }
  const { body, fault } = bodyOf(message);
  return {
    message: {
      id: message.MessageId ?? "",
      body,
      attributes,
      receiveCount: Number(message.Attributes?.ApproximateReceiveCount ?? 1),
      traceHeader: attributes.traceHeader ?? message.Attributes?.AWSTraceHeader,
    },
    ...(fault && { fault }),
  };
}

function bodyOf({ Body = "" }: SqsMessage): { body: unknown; fault?: SyntaxError } {
  try {
    return { body: JSON.parse(Body) };
  } catch {
    // The parser's own message quotes what it could not parse.
    return { body: undefined, fault: new SyntaxError("The body is not JSON.") };
  }
}
