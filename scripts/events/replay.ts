import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { GetObjectCommand, paginateListObjectsV2, type S3Client } from "@aws-sdk/client-s3";
import { SendMessageBatchCommand } from "@aws-sdk/client-sqs";
import { archivedEventsFrom, type QueueName } from "@shopeasy/contracts/resources";
import { inBatches } from "@shopeasy/platform/events/batch-rules";
import { z } from "zod";
import type { Messaging } from "./messaging";
import { EventsError } from "./options";

export interface Replay {
  /** Of when the events occurred: from then on, and before the end. */
  from: Date;
  until: Date;
  types: readonly string[];
  to: QueueName;
  /** Only counted. */
  isTrial: boolean;
}

export interface Replayed {
  sent: number;
  /** Lines that are no event: they were passed over. */
  unreadable: number;
}

/** What is archived came after it occurred: at once as a rule, and within this where a relay was away. */
const mostDelayMs = 24 * 3_600_000;
const hourMs = 3_600_000;

/** SQS: 10 messages and 262,144 bytes a call. */
const limits = { maxCount: 10, maxBytes: 250_000 };
const attributeBytes = 500;

const Headed = z.looseObject({ id: z.uuid(), type: z.string(), occurredAt: z.iso.datetime() });

interface Archived {
  type: string;
  body: string;
}

/**
 * Brings archived events to one subscriber's queue again, each as it was. Its inbox passes over those that it has
 * handled before and still knows of.
 */
export async function replay(messaging: Messaging, wanted: Replay): Promise<Replayed> {
  const queueUrl = await messaging.queueUrl(wanted.to);
  const outcome: Replayed = { sent: 0, unreadable: 0 };
  const archive = messaging.archiveBeside(queueUrl);
  for await (const key of archivedFiles(messaging.s3, archive, wanted)) {
    const found: Archived[] = [];
    for await (const line of linesOf(messaging.s3, archive, key)) {
      const event = readEvent(line);
      if (!event) outcome.unreadable += 1;
      else if (isWanted(event, wanted)) found.push({ type: event.type, body: line });
    }
    if (!wanted.isTrial) await send(messaging, queueUrl, found);
    outcome.sent += found.length;
  }
  return outcome;
}

async function* archivedFiles(
  s3: S3Client,
  archive: string,
  { from, until }: Replay,
): AsyncGenerator<string> {
  const start = Math.floor(from.getTime() / hourMs) * hourMs;
  const end = Math.min(until.getTime() + mostDelayMs, Date.now());
  for (let hour = start; hour <= end; hour += hourMs) {
    const folder = { Bucket: archive, Prefix: archivedEventsFrom(new Date(hour)) };
    for await (const page of paginateListObjectsV2({ client: s3 }, folder)) {
      for (const { Key } of page.Contents ?? []) if (Key) yield Key;
    }
  }
}

async function* linesOf(s3: S3Client, archive: string, key: string): AsyncGenerator<string> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: archive, Key: key }));
  const file = Body as Readable;
  const input = key.endsWith(".gz") ? file.pipe(createGunzip()) : file;
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() !== "") yield line;
  }
}

function readEvent(line: string) {
  try {
    return Headed.parse(JSON.parse(line));
  } catch {
    return null;
  }
}

function isWanted({ type, occurredAt }: z.output<typeof Headed>, { from, until, types }: Replay): boolean {
  const at = new Date(occurredAt);
  return types.includes(type) && at >= from && at < until;
}

async function send({ sqs }: Messaging, QueueUrl: string, events: readonly Archived[]): Promise<void> {
  const sizeOf = ({ body }: Archived) => Buffer.byteLength(body) + attributeBytes;
  for (const batch of inBatches(events, sizeOf, limits)) {
    const Entries = batch.map(({ type, body }, index) => ({
      Id: String(index),
      MessageBody: body,
      MessageAttributes: { type: { DataType: "String", StringValue: type } },
    }));
    const { Failed = [] } = await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    if (Failed.length > 0) {
      throw new EventsError(
        `SQS did not take ${Failed.length} events (${Failed[0]?.Code}): replay them again.`,
      );
    }
  }
}
