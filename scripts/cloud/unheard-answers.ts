import type { ServerResponse } from "node:http";
import type { SqsStore } from "../../node_modules/fauxqs/dist/sqs/sqsStore.js";

/** With 0, fauxqs forgets on the disk what it gives back; a second is its shortest time. */
const backAfterSeconds = 1;

/** A request, as fauxqs has read it. */
export interface Asked {
  headers: Record<string, string | string[] | undefined>;
  body: unknown;
}

/**
 * Gives back the messages of an answer that nobody is there to hear: fauxqs keeps the long poll of a consumer that was
 * killed, hands it the next message that comes, and would hide that until its time runs out.
 */
export function giveBackUnheard(
  store: Pick<SqsStore, "getQueue">,
  { headers, body }: Asked,
  answer: unknown,
  { destroyed, socket }: Pick<ServerResponse, "destroyed" | "socket">,
): void {
  // Who hangs up says so a moment before the answer is seen to have nowhere to go.
  const isHeard = !destroyed && !socket?.readableEnded;
  if (isHeard || headers["x-amz-target"] !== "AmazonSQS.ReceiveMessage") return;
  const queue = store.getQueue((body as { QueueUrl?: string }).QueueUrl ?? "");
  const { Messages = [] } = JSON.parse(String(answer)) as { Messages?: { ReceiptHandle: string }[] };
  for (const { ReceiptHandle } of Messages) queue?.changeVisibility(ReceiptHandle, backAfterSeconds);
}
