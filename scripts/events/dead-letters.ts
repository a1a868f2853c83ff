import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
} from "@aws-sdk/client-sqs";
import { type QueueName, queues } from "@shopeasy/contracts/resources";
import type { Messaging } from "./messaging";
import { EventsError } from "./options";

/** How long a message that is looked at is hidden from others who look. */
const heldSeconds = 60;

export const deadLetterQueueOf = (queue: QueueName): string => `${queue}-dlq`;

/** How many messages lie in each dead-letter queue, in the order of their declaration. */
export async function countDeadLetters(messaging: Messaging): Promise<{ queue: QueueName; count: number }[]> {
  const names = Object.keys(queues) as QueueName[];
  return Promise.all(
    names.map(async (queue) => {
      const QueueUrl = await messaging.queueUrl(deadLetterQueueOf(queue));
      const { Attributes = {} } = await messaging.sqs.send(
        new GetQueueAttributesCommand({
          QueueUrl,
          AttributeNames: ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"],
        }),
      );
      const counts = Object.values(Attributes).map(Number);
      return { queue, count: counts.reduce((sum, count) => sum + count, 0) };
    }),
  );
}

/** Up to so many messages of a dead-letter queue, which stay in it. */
export async function lookAtDeadLetters(
  messaging: Messaging,
  queue: QueueName,
  limit: number,
): Promise<Message[]> {
  const QueueUrl = await messaging.queueUrl(deadLetterQueueOf(queue));
  const held: Message[] = [];
  try {
    for await (const message of received(messaging, QueueUrl)) {
      held.push(message);
      if (held.length >= limit) break;
    }
  } finally {
    await Promise.all(held.map((message) => putBack(messaging, QueueUrl, message)));
  }
  return held;
}

/**
 * Sends the messages of a dead-letter queue, or the one of this id, to the queue again in which they failed, as they
 * were, and gives how many. Each is deleted after it is sent: a crash in between has it handled twice, which consumers
 * bear. @throws EventsError when the one that is meant is not there
 */
export async function redriveDeadLetters(
  messaging: Messaging,
  queue: QueueName,
  id: string | null,
): Promise<number> {
  const [source, target] = await Promise.all([
    messaging.queueUrl(deadLetterQueueOf(queue)),
    messaging.queueUrl(queue),
  ]);
  const others: Message[] = [];
  let moved = 0;
  try {
    for await (const message of received(messaging, source)) {
      if (id !== null && message.MessageId !== id) {
        others.push(message);
        continue;
      }
      await move(messaging, message, { source, target });
      moved += 1;
      if (id !== null) break;
    }
  } finally {
    await Promise.all(others.map((message) => putBack(messaging, source, message)));
  }
  if (id !== null && moved === 0) throw new EventsError(`${deadLetterQueueOf(queue)} has no message ${id}.`);
  return moved;
}

/** What can be had of a queue now, each once: until nothing comes, or what came before comes again. */
async function* received(messaging: Messaging, QueueUrl: string): AsyncGenerator<Message> {
  const seen = new Set<string>();
  for (;;) {
    const fresh = (await receive(messaging, QueueUrl)).filter(({ MessageId = "" }) => !seen.has(MessageId));
    if (fresh.length === 0) return;
    try {
      for (let next = fresh.shift(); next; next = fresh.shift()) {
        seen.add(next.MessageId ?? "");
        yield next;
      }
    } finally {
      // Whoever has seen enough leaves the others as they were.
      await Promise.all(fresh.map((message) => putBack(messaging, QueueUrl, message)));
    }
  }
}

async function receive({ sqs }: Messaging, QueueUrl: string): Promise<Message[]> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: 10,
      // Long polling asks every server of the queue; a short one may miss what is there.
      WaitTimeSeconds: 1,
      VisibilityTimeout: heldSeconds,
      MessageAttributeNames: ["All"],
      MessageSystemAttributeNames: ["All"],
    }),
  );
  return Messages;
}

async function move(
  { sqs }: Messaging,
  message: Message,
  { source, target }: { source: string; target: string },
): Promise<void> {
  await sqs.send(
    new SendMessageCommand({
      QueueUrl: target,
      MessageBody: message.Body,
      MessageAttributes: message.MessageAttributes,
    }),
  );
  await sqs.send(new DeleteMessageCommand({ QueueUrl: source, ReceiptHandle: message.ReceiptHandle }));
}

/** In a second, and not in none: the embedded SQS loses a message that is to be seen at once. */
async function putBack({ sqs }: Messaging, QueueUrl: string, { ReceiptHandle }: Message): Promise<void> {
  await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 1 }));
}
