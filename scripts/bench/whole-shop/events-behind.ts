import { GetQueueAttributesCommand, GetQueueUrlCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { isOthersQueue, type QueueName, queues } from "@shopeasy/contracts/resources";
import type { Sql } from "postgres";
import type { LocalShop } from "../../shop/local-shop";
import { BenchError } from "../bench-error";
import { processNamed } from "../process-named";
import { sum } from "../statistics";

interface Setting {
  run: LocalShop;
  sqs: SQSClient;
  /** Of each database that has an outbox. */
  outboxes: readonly Sql[];
}

/** What the host of a stream's lambda tells of its reading; times are of Date.now(). */
interface StreamProgress {
  /** When the last batch was handled; null before the first. */
  handledAt: number | null;
  /** All that was in the stream at this time has been handled. */
  caughtUpAt: number;
}

const lookEveryMs = 50;
/** A cart's change is gathered with others for half a second before the stream is told. */
const tellingMs = 1_500;
const mostSeconds = 120;

/**
 * Waits until what was done before now has had all its effects: outboxes and queues are empty, the stream is read to
 * its end. Gives how long the last of it took, in seconds.
 * @throws BenchError when that takes more than two minutes, or a message has ended in a dead-letter queue
 */
export async function settleEvents({ run, sqs, outboxes }: Setting): Promise<number> {
  const names = (Object.keys(queues) as QueueName[]).filter((name) => !isOthersQueue(name));
  const urls = await queueUrls(sqs, names);
  const begunAt = Date.now();
  let busyAt = begunAt;
  for (;;) {
    const [rows, messages, stream] = await Promise.all([
      Promise.all(outboxes.map(rowsIn)),
      Promise.all(urls.map((url) => messagesIn(sqs, url))),
      streamProgress(run),
    ]);
    const now = Date.now();
    if (sum(rows) + sum(messages) > 0) busyAt = now;
    else if (stream.caughtUpAt > begunAt + tellingMs) {
      await requireNoneDead(sqs);
      return (Math.max(busyAt, stream.handledAt ?? 0) - begunAt) / 1000;
    }
    if (now - begunAt > mostSeconds * 1000) {
      const where = names.filter((_, index) => messages[index]).join(", ");
      throw new BenchError(
        `Events are still under way ${mostSeconds} s after the load: ${sum(rows)} in outboxes, ${sum(messages)} in queues (${where}).`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
  }
}

async function rowsIn(outbox: Sql): Promise<number> {
  const [found] = await outbox<{ count: number }[]>`select count(*)::int as count from outbox`;
  return found?.count ?? 0;
}

/** Those that wait and those that are worked on. */
async function messagesIn(sqs: SQSClient, QueueUrl: string): Promise<number> {
  const names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"] as const;
  const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...names] });
  const { Attributes = {} } = await sqs.send(command);
  return sum(names.map((name) => Number(Attributes[name] ?? 0)));
}

async function requireNoneDead(sqs: SQSClient): Promise<void> {
  const names = Object.keys(queues).map((name) => `${name}-dlq`);
  const counts = await Promise.all((await queueUrls(sqs, names)).map((url) => messagesIn(sqs, url)));
  const dead = names.filter((_, index) => counts[index]);
  if (dead.length > 0) throw new BenchError(`Messages have ended in ${dead.join(", ")}.`);
}

const queueUrls = (sqs: SQSClient, names: readonly string[]): Promise<string[]> =>
  Promise.all(
    names.map(async (QueueName) => {
      const { QueueUrl = "" } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
      return QueueUrl;
    }),
  );

async function streamProgress(run: LocalShop): Promise<StreamProgress> {
  const { internalPort } = processNamed(run, "inventory-stream");
  const response = await fetch(`http://127.0.0.1:${internalPort}/progress`);
  return (await response.json()) as StreamProgress;
}
