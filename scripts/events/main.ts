import type { Message } from "@aws-sdk/client-sqs";
import { ShopError } from "../shop/shop-error";
import { countDeadLetters, deadLetterQueueOf, lookAtDeadLetters, redriveDeadLetters } from "./dead-letters";
import { type Messaging, openMessaging } from "./messaging";
import { type EventsCommand, EventsError, readOptions } from "./options";
import { replay } from "./replay";

/** `npm run events`: looks at what could not be handled, has it handled again, and replays what is archived. */
async function main(): Promise<string> {
  const options = readOptions(process.argv.slice(2));
  const messaging = openMessaging(options);
  try {
    return await run(messaging, options.command);
  } finally {
    messaging.close();
  }
}

async function run(messaging: Messaging, command: EventsCommand): Promise<string> {
  switch (command.name) {
    case "dlq-list": {
      const counts = await countDeadLetters(messaging);
      const width = Math.max(...counts.map(({ queue }) => deadLetterQueueOf(queue).length));
      return counts
        .map(({ queue, count }) => `${deadLetterQueueOf(queue).padEnd(width)}  ${count}\n`)
        .join("");
    }
    case "dlq-show": {
      const messages = await lookAtDeadLetters(messaging, command.queue, command.limit);
      if (messages.length === 0) return `${deadLetterQueueOf(command.queue)} is empty.\n`;
      return messages.map((message) => `${JSON.stringify(described(message), null, 2)}\n`).join("");
    }
    case "dlq-redrive": {
      const moved = await redriveDeadLetters(messaging, command.queue, command.id);
      return `${moved} ${moved === 1 ? "message is" : "messages are"} in ${command.queue} again.\n`;
    }
    case "replay": {
      const { from, until, types, to, isTrial } = command;
      const { sent, unreadable } = await replay(messaging, {
        from,
        until: until ?? new Date(),
        types,
        to,
        isTrial,
      });
      const passedOver = unreadable > 0 ? ` ${unreadable} lines of the archive were no events.` : "";
      return `${sent} events ${isTrial ? "would be brought" : "were brought"} to ${to} again.${passedOver}\n`;
    }
  }
}

function described({ MessageId, Attributes = {}, MessageAttributes = {}, Body = "" }: Message) {
  return {
    id: MessageId,
    type: MessageAttributes.type?.StringValue,
    sentAt: new Date(Number(Attributes.SentTimestamp)).toISOString(),
    received: Number(Attributes.ApproximateReceiveCount),
    trace: MessageAttributes.traceHeader?.StringValue,
    body: jsonOf(Body),
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

main().then(
  (outcome) => process.stdout.write(outcome),
  (error: unknown) => {
    const expected = error instanceof EventsError || error instanceof ShopError;
    console.error(expected ? error.message : error);
    process.exitCode = 1;
  },
);
