import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { archivedEventsFrom } from "@shopeasy/contracts/resources";
import type { SqsQueue, SqsStore } from "../../node_modules/fauxqs/dist/sqs/sqsStore.js";
import { clientFor } from "./local-account";

export interface ArchiveOptions {
  /** Where the queues live, in this very process: what is archived need not travel. */
  sqsStore: SqsStore;
  endpoint: string;
  topicArn: string;
  bucket: string;
  /** Firehose gathers for minutes; whoever tries things out does not want to wait for that. */
  everyMs?: number | undefined;
}

const queueName = "event-archive";
/** The emulator gives no more at once. */
const mostAtOnce = 10;
const mostInFile = 5_000;

/**
 * Plays Firehose: keeps every event of the topic in the bucket, as gzipped lines of JSON in a folder for each hour. An
 * event is let go of once its file is written, so a kill in between keeps it twice, and loses none.
 */
export async function startEventArchive(options: ArchiveOptions): Promise<{ stop(): Promise<void> }> {
  const { endpoint, topicArn, everyMs = 2_000 } = options;
  const queue = await subscribed(options.sqsStore, { endpoint, topicArn });
  const s3 = new S3Client({ ...clientFor(endpoint), forcePathStyle: true });
  const stopping = new AbortController();
  const running = run();

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const kept = await keepSome(s3, options.bucket, queue).catch((error: unknown) => {
        process.stderr.write(`The archive of events: ${String(error)}\n`);
        return 0;
      });
      if (kept < mostInFile) await pause(everyMs, undefined, { signal: stopping.signal }).catch(() => {});
    }
  }

  return {
    async stop() {
      stopping.abort();
      await running;
      s3.destroy();
    },
  };
}

/** The archive's own queue, to which the topic delivers all that it gets. */
async function subscribed(store: SqsStore, { endpoint, topicArn }: { endpoint: string; topicArn: string }) {
  const queueArn = topicArn.replace(":sns:", ":sqs:").replace(/[^:]+$/, queueName);
  const queue =
    store.getQueueByName(queueName) ??
    store.createQueue(queueName, `${endpoint}/000000000000/${queueName}`, queueArn);
  const sns = new SNSClient(clientFor(endpoint));
  try {
    const Attributes = { RawMessageDelivery: "true" };
    await sns.send(
      new SubscribeCommand({ TopicArn: topicArn, Protocol: "sqs", Endpoint: queue.arn, Attributes }),
    );
  } finally {
    sns.destroy();
  }
  return queue;
}

async function keepSome(s3: S3Client, bucket: string, queue: SqsQueue): Promise<number> {
  const messages = taken(queue);
  if (messages.length === 0) return 0;
  const lines = messages.map(({ Body }) => `${Body}\n`).join("");
  const Key = `${archivedEventsFrom(new Date())}${new Date().toISOString()}-${randomUUID()}.gz`;
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body: gzipSync(lines) }));
  for (const { ReceiptHandle } of messages) queue.deleteMessage(ReceiptHandle);
  return messages.length;
}

function taken(queue: SqsQueue) {
  const messages: ReturnType<SqsQueue["dequeue"]> = [];
  while (messages.length < mostInFile) {
    const some = queue.dequeue(mostAtOnce);
    if (some.length === 0) break;
    messages.push(...some);
  }
  return messages;
}
