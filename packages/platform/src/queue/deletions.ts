import { DeleteMessageBatchCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { Logger } from "../logging/logger";

/** SQS takes 10 a call. */
const BATCH = 10;
const LONGEST_WAIT_MS = 250;

/** Deletes messages that are done, several in one call. One whose deletion fails comes again, and is known by its id. */
export class Deletions {
  #waiting: string[] = [];
  #timer: NodeJS.Timeout | undefined;
  readonly #running = new Set<Promise<void>>();

  constructor(
    private readonly sqs: SQSClient,
    private readonly queueUrl: string,
    private readonly logger: Logger,
  ) {}

  add(receiptHandle: string): void {
    this.#waiting.push(receiptHandle);
    if (this.#waiting.length >= BATCH) this.#send();
    else this.#timer ??= setTimeout(() => this.#send(), LONGEST_WAIT_MS);
  }

  /** Resolves when all that were added are deleted, or failed to be. */
  async flush(): Promise<void> {
    this.#send();
    await Promise.all(this.#running);
  }

  #send(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const handles = this.#waiting.splice(0);
    if (handles.length === 0) return;
    const sending = this.#delete(handles).finally(() => this.#running.delete(sending));
    this.#running.add(sending);
  }

  async #delete(handles: readonly string[]): Promise<void> {
    try {
      const { Failed = [] } = await this.sqs.send(
        new DeleteMessageBatchCommand({
          QueueUrl: this.queueUrl,
          Entries: handles.map((ReceiptHandle, index) => ({ Id: String(index), ReceiptHandle })),
        }),
      );
      if (Failed.length > 0)
        this.logger.warn("queue.deletion-failed", { codes: Failed.map(({ Code }) => Code) });
    } catch (error) {
      this.logger.warn("queue.deletion-failed", { count: handles.length, error });
    }
  }
}
