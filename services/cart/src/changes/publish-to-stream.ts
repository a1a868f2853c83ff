import type { KinesisClient } from "@aws-sdk/client-kinesis";
import { type Publish, serializeEvent } from "@shopeasy/platform/events/event";
import { putRecords } from "@shopeasy/platform/events/put-records";
import type { Logger } from "@shopeasy/platform/logging/logger";

/** Publishes to a Kinesis stream alone; what fails is logged without its content. */
export function publishToStream(
  kinesis: KinesisClient,
  streamName: string,
  logger: Pick<Logger, "warn">,
): Publish {
  const send = putRecords(kinesis, streamName, ({ aggregateId }) => aggregateId);
  return async (events) => {
    const parcels = events.map(({ event, traceHeader }) => ({
      event,
      body: serializeEvent(event),
      traceHeader,
    }));
    const failures = await send(parcels);
    if (failures.size > 0) {
      const reasons = [...new Set(failures.values())];
      logger.warn("events.publishing-failed", { count: failures.size, reasons });
    }
    return new Set(failures.keys());
  };
}
