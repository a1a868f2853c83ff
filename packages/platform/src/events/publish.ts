import type { KinesisClient } from "@aws-sdk/client-kinesis";
import type { SNSClient } from "@aws-sdk/client-sns";
import type { Logger } from "../logging/logger";
import { type Event, type Publish, serializeEvent } from "./event";
import type { Send } from "./parcel";
import { publishToTopic } from "./publish-to-topic";
import { putRecords } from "./put-records";

export interface PublisherOptions {
  sns: SNSClient;
  topicArn: string;
  logger: Logger;
  /** The stream, where some events go there. */
  kinesis?: KinesisClient;
  streamName?: string;
  /** Whether events of this type go to the stream, and not to the topic. None does unless given. */
  isStreamed?: (type: string) => boolean;
  /** Records with one key keep their order in the stream; the aggregate's id unless given. */
  partitionKeyOf?: (event: Event) => string;
}

/** A function that publishes events to the topic or the stream. What fails is logged without its content. */
export function createPublisher(options: PublisherOptions): Publish {
  const { isStreamed = () => false, logger } = options;
  const sendToTopic = publishToTopic(options.sns, options.topicArn);
  const sendToStream = streamOf(options);

  return async (events) => {
    const parcels = events.map(({ event, traceHeader }) => ({
      event,
      body: serializeEvent(event),
      traceHeader,
    }));
    const [fromTopic, fromStream] = await Promise.all([
      sendToTopic(parcels.filter(({ event }) => !isStreamed(event.type))),
      sendToStream(parcels.filter(({ event }) => isStreamed(event.type))),
    ]);
    const reasons = new Map([...fromTopic, ...fromStream]);
    if (reasons.size > 0) {
      logger.warn("events.publishing-failed", {
        count: reasons.size,
        reasons: [...new Set(reasons.values())],
      });
    }
    return new Set(reasons.keys());
  };
}

function streamOf({ kinesis, streamName, partitionKeyOf }: PublisherOptions): Send {
  if (kinesis && streamName)
    return putRecords(kinesis, streamName, partitionKeyOf ?? (({ aggregateId }) => aggregateId));
  return async (parcels) => new Map(parcels.map(({ event }) => [event.id, "no stream is configured"]));
}
