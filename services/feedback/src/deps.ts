import type { SQSClient } from "@aws-sdk/client-sqs";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { documentClient, snsClient, sqsClient } from "@shopeasy/platform/aws/clients";
import type { Publish } from "@shopeasy/platform/events/event";
import { createPublisher } from "@shopeasy/platform/events/publish";
import { type Foundation, layFoundation, leaveFoundation } from "@shopeasy/platform/runtime/foundation";
import type { FeedbackConfig } from "./config";

export interface Deps extends Foundation {
  dynamo: DynamoDBDocumentClient;
  sqs: SQSClient;
  tables: { feedback: string; outbox: string };
  queues: { reviews: string; events: string };
  /** Mark ids of reviews as their authors'; the first one makes them, each is believed. */
  reviewIdSecrets: readonly string[];
  publish: Publish;
  close: () => Promise<void>;
}

/** Opens what the feedback service stands on; nothing is connected before it is needed. */
export function createDeps(config: FeedbackConfig): Deps {
  const foundation = layFoundation("feedback", config);
  const region = config.AWS_REGION;
  const dynamo = documentClient({ region, endpoint: config.AWS_ENDPOINT_URL_DYNAMODB });
  const sqs = sqsClient({ region, endpoint: config.AWS_ENDPOINT_URL_SQS });
  const sns = snsClient({ region, endpoint: config.AWS_ENDPOINT_URL_SNS });
  return {
    ...foundation,
    dynamo,
    sqs,
    tables: { feedback: config.FEEDBACK_TABLE, outbox: config.FEEDBACK_OUTBOX_TABLE },
    queues: { reviews: config.REVIEWS_QUEUE_URL, events: config.FEEDBACK_EVENTS_QUEUE_URL },
    reviewIdSecrets: config.SERVICE_TOKEN_SECRET,
    publish: createPublisher({ sns, topicArn: config.EVENTS_TOPIC_ARN, logger: foundation.logger }),
    async close() {
      await leaveFoundation(foundation);
      for (const client of [dynamo, sqs, sns]) client.destroy();
    },
  };
}
