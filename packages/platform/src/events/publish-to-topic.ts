import { type MessageAttributeValue, PublishBatchCommand, type SNSClient } from "@aws-sdk/client-sns";
import { inBatches } from "./batch-rules";
import type { Parcel, Send } from "./parcel";

/** SNS: 10 messages and 262,144 bytes a call, attributes included; the rest is left for these. */
const LIMITS = { maxCount: 10, maxBytes: 250_000 };
const ATTRIBUTE_BYTES = 500;

/** Sends to an SNS topic, with the attributes `type` and `traceHeader` beside the event. */
export function publishToTopic(sns: SNSClient, topicArn: string): Send {
  const sendBatch = async (batch: readonly Parcel[]): Promise<[string, string][]> => {
    try {
      const { Failed = [] } = await sns.send(
        new PublishBatchCommand({
          TopicArn: topicArn,
          PublishBatchRequestEntries: batch.map((parcel, index) => ({
            Id: String(index),
            Message: parcel.body,
            MessageAttributes: attributesOf(parcel),
          })),
        }),
      );
      return Failed.flatMap(({ Id, Code = "unknown" }) => {
        const parcel = batch[Number(Id)];
        return parcel ? [[parcel.event.id, Code] as [string, string]] : [];
      });
    } catch (error) {
      return batch.map(({ event }) => [event.id, String(error)]);
    }
  };

  return async (parcels) => {
    const sizeOf = ({ body }: Parcel) => Buffer.byteLength(body) + ATTRIBUTE_BYTES;
    const failures = await Promise.all(inBatches(parcels, sizeOf, LIMITS).map(sendBatch));
    return new Map(failures.flat());
  };
}

function attributesOf({ event, traceHeader }: Parcel): Record<string, MessageAttributeValue> {
  return {
    type: { DataType: "String", StringValue: event.type },
    ...(traceHeader && { traceHeader: { DataType: "String", StringValue: traceHeader } }),
  };
}
