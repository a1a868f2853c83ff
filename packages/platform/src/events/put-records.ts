import { type KinesisClient, PutRecordsCommand } from "@aws-sdk/client-kinesis";
import { inBatches } from "./batch-rules";
import type { Event } from "./event";
import type { Parcel, Send } from "./parcel";

/** Kinesis: 500 records and 5 MiB a call, keys included. */
const LIMITS = { maxCount: 500, maxBytes: 5_000_000 };

const TRACE_BYTES = 100;

/** A record has no attributes: the trace of what caused an event stands in it, where that is recorded. */
const withTrace = (body: string, traceHeader: string | undefined): string =>
  traceHeader?.endsWith("Sampled=1")
    ? `${body.slice(0, -1)},"traceHeader":${JSON.stringify(traceHeader)}}`
    : body;

/** Sends to a Kinesis stream, one record an event. */
export function putRecords(
  kinesis: KinesisClient,
  streamName: string,
  partitionKeyOf: (event: Event) => string,
): Send {
  const sendBatch = async (batch: readonly Parcel[]): Promise<[string, string][]> => {
    try {
      const { Records = [] } = await kinesis.send(
        new PutRecordsCommand({
          StreamName: streamName,
          Records: batch.map(({ event, body, traceHeader }) => ({
            PartitionKey: partitionKeyOf(event),
            Data: Buffer.from(withTrace(body, traceHeader)),
          })),
        }),
      );
      return batch.flatMap(({ event }, index) => {
        const code = Records[index]?.ErrorCode;
        return code ? [[event.id, code] as [string, string]] : [];
      });
    } catch (error) {
      return batch.map(({ event }) => [event.id, String(error)]);
    }
  };

  return async (parcels) => {
    const sizeOf = ({ event, body }: Parcel) =>
      Buffer.byteLength(body) + TRACE_BYTES + Buffer.byteLength(partitionKeyOf(event));
    const failures: [string, string][] = [];
    // One call after the other: the records of one key must keep their order.
    for (const batch of inBatches(parcels, sizeOf, LIMITS)) failures.push(...(await sendBatch(batch)));
    return new Map(failures);
  };
}
