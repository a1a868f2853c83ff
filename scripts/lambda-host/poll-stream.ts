import { setTimeout as pause } from "node:timers/promises";
import {
  GetRecordsCommand,
  GetShardIteratorCommand,
  InvalidArgumentException,
  KinesisClient,
  ListShardsCommand,
  type _Record as StreamRecord,
} from "@aws-sdk/client-kinesis";
import { Checkpoints } from "./checkpoints";
import type { LambdaHostConfig } from "./config";
import { type Handler, invoke, type PartialBatchResponse } from "./invoke";

type StreamConfig = Pick<
  LambdaHostConfig,
  "LAMBDA_NAME" | "LAMBDA_CHECKPOINTS" | "AWS_REGION" | "AWS_ENDPOINT_URL_KINESIS"
>;

/** As AWS reads a shard; a batch that was full is followed by the next at once. */
const betweenReadsMs = 1_000;
const mostAtOnce = 1_000;
const answeredWithinMs = 10_000;

/**
 * Invokes a lambda with what comes to a stream, shard by shard and in order, from where it was handled last, at first
 * from the stream's beginning. A batch that fails is tried until it succeeds: nothing behind it is read before.
 */
export async function pollStream(config: StreamConfig, streamName: string, handler: Handler) {
  // Told anything, the handler keeps its connection; by itself it opens one for each call.
  const requestHandler = { requestTimeout: answeredWithinMs };
  const { AWS_ENDPOINT_URL_KINESIS: endpoint, AWS_REGION: region } = config;
  const kinesis = new KinesisClient({ endpoint, region, requestHandler });
  const stopping = new AbortController();
  const checkpoints = new Checkpoints(config.LAMBDA_CHECKPOINTS);
  const { Shards: shards = [] } = await kinesis.send(new ListShardsCommand({ StreamName: streamName }));
  const caughtUpAt = new Map(shards.map(({ ShardId }) => [ShardId ?? "", 0]));
  let handledAt: number | null = null;
  const reading = Promise.all(shards.map(({ ShardId }) => readShard(ShardId ?? "")));

  async function readShard(shardId: string): Promise<void> {
    let after = checkpoints.of(shardId);
    while (!stopping.signal.aborted) {
      try {
        for await (const records of batches(shardId, after)) {
          const failedAt = await handle(records, shardId);
          handledAt = Date.now();
          const last = records.slice(0, failedAt).at(-1)?.SequenceNumber;
          if (last !== undefined) {
            after = last;
            checkpoints.note(shardId, last);
          }
          if (failedAt !== undefined) throw new Error("A record was not handled: it is given again");
        }
      } catch (error) {
        // What was kept is of another stream of this name, whose data are gone.
        if (error instanceof InvalidArgumentException) after = undefined;
        console.error(
          JSON.stringify({ level: "warn", event: "lambda.stream-failed", shardId, error: String(error) }),
        );
        await pause(1_000, undefined, { signal: stopping.signal }).catch(() => {});
      }
    }
  }

  /** Gives the place of the first record that was not handled, as the lambda's partial batch response names it. */
  async function handle(records: StreamRecord[], shardId: string): Promise<number | undefined> {
    const event = { Records: records.map((one) => asRecord(one, shardId, config)) };
    const answer = (await invoke(config.LAMBDA_NAME, handler, event)) as PartialBatchResponse | undefined;
    const failed = new Set(answer?.batchItemFailures?.map(({ itemIdentifier }) => itemIdentifier));
    const first = records.findIndex(({ SequenceNumber }) => failed.has(SequenceNumber ?? ""));
    return first === -1 ? undefined : first;
  }

  async function* batches(shardId: string, after: string | undefined): AsyncGenerator<StreamRecord[]> {
    const start = after
      ? ({ ShardIteratorType: "AFTER_SEQUENCE_NUMBER", StartingSequenceNumber: after } as const)
      : ({ ShardIteratorType: "TRIM_HORIZON" } as const);
    const first = await kinesis.send(
      new GetShardIteratorCommand({ StreamName: streamName, ShardId: shardId, ...start }),
    );
    let iterator = first.ShardIterator;
    while (iterator && !stopping.signal.aborted) {
      const askedAt = Date.now();
      const read = await kinesis.send(new GetRecordsCommand({ ShardIterator: iterator, Limit: mostAtOnce }));
      const records = read.Records ?? [];
      if (records.length > 0) yield records;
      else caughtUpAt.set(shardId, askedAt);
      if (records.length < mostAtOnce)
        await pause(betweenReadsMs, undefined, { signal: stopping.signal }).catch(() => {});
      iterator = read.NextShardIterator;
    }
  }

  return {
    /** Until when the stream was read to its end, and when a batch was last handled. */
    progress: () => ({ handledAt, caughtUpAt: Math.min(...caughtUpAt.values()) }),
    async stop() {
      stopping.abort();
      await reading;
      kinesis.destroy();
    },
  };
}

/** A record as Lambda hands it over: https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html */
function asRecord(record: StreamRecord, shardId: string, { AWS_REGION, LAMBDA_NAME }: StreamConfig) {
  return {
    kinesis: {
      kinesisSchemaVersion: "1.0",
      partitionKey: record.PartitionKey,
      sequenceNumber: record.SequenceNumber,
      data: Buffer.from(record.Data ?? []).toString("base64"),
      approximateArrivalTimestamp: (record.ApproximateArrivalTimestamp?.getTime() ?? Date.now()) / 1000,
    },
    eventSource: "aws:kinesis",
    eventVersion: "1.0",
    eventID: `${shardId}:${record.SequenceNumber}`,
    eventName: "aws:kinesis:record",
    awsRegion: AWS_REGION,
    eventSourceARN: `arn:aws:kinesis:${AWS_REGION}:000000000000:stream/${LAMBDA_NAME}`,
  };
}
