import {
  ChangeMessageVisibilityCommand,
  type SQSClient,
  type Message as SqsMessage,
} from "@aws-sdk/client-sqs";
import type { Logger } from "../logging/logger";

export interface VisibilityOptions {
  sqs: SQSClient;
  queueUrl: string;
  /** How long a message stays hidden at each extension, in seconds. */
  timeoutSeconds: number;
  /** After which a handler counts as hung, and its message is left to come again. */
  longestHandlingSeconds: number;
  /** Aborted when the consumer has stopped without waiting for its messages any longer. */
  abandoned: AbortSignal;
  logger: Logger;
}

/** Keeps a message hidden while it is worked on. The function that it gives ends that. */
export function keepHidden(message: SqsMessage, options: VisibilityOptions): () => void {
  const { timeoutSeconds, longestHandlingSeconds, abandoned, logger } = options;
  const startedAt = Date.now();
  const timer = setInterval(() => {
    if (abandoned.aborted) {
      clearInterval(timer);
      return;
    }
    if (Date.now() - startedAt > longestHandlingSeconds * 1000) {
      clearInterval(timer);
      logger.error("queue.handler-hung");
      return;
    }
    void hideFor(message, timeoutSeconds, options);
  }, timeoutSeconds * 500).unref();
  return () => clearInterval(timer);
}

/** Hides a message for so many seconds from now; 0 gives it back at once. A failure is logged: it comes again anyway. */
export async function hideFor(
  message: SqsMessage,
  seconds: number,
  { sqs, queueUrl, logger }: Pick<VisibilityOptions, "sqs" | "queueUrl" | "logger">,
): Promise<void> {
  try {
    await sqs.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: queueUrl,
        ReceiptHandle: message.ReceiptHandle,
        VisibilityTimeout: seconds,
      }),
    );
  } catch (error) {
    logger.warn("queue.visibility-not-changed", { error });
  }
}
