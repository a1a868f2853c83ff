import type { SQSClient } from "@aws-sdk/client-sqs";
import type { ShopFlags } from "@shopeasy/contracts/flags";
import { shopDeclarations } from "@shopeasy/contracts/shop-declarations";
import { documentClient, snsClient, sqsClient } from "@shopeasy/platform/aws/clients";
import type { Publish } from "@shopeasy/platform/events/event";
import { createPublisher } from "@shopeasy/platform/events/publish";
import { type Foundation, layFoundation, leaveFoundation } from "@shopeasy/platform/runtime/foundation";
import type { FeedbackConfig } from "./config";
import type { Tables } from "./db/store";
import { KnownProducts } from "./products/known-products";
import { ReviewChanges } from "./ratings/review-changes";
import { type ReviewCounts, reviewCounts } from "./reviews/review-counts";

export interface Deps extends Foundation<ShopFlags>, Tables {
  sqs: SQSClient;
  queues: { reviews: string; feedback: string; events: string };
  /** Mark ids as their authors'; the first one makes them, each is believed. */
  authorIdSecrets: readonly string[];
  knownProducts: KnownProducts;
  /** Through which every change of a review goes. */
  reviewChanges: ReviewChanges;
  publish: Publish;
  counts: ReviewCounts;
  close: () => Promise<void>;
}

/** Opens what the feedback service stands on; nothing is connected before it is needed. */
export function createDeps(config: FeedbackConfig): Deps {
  const foundation = layFoundation("feedback", config, shopDeclarations, { catalog: config.CATALOG_URL });
  const { metrics } = foundation;
  const region = config.AWS_REGION;
  const dynamo = documentClient({ region, endpoint: config.AWS_ENDPOINT_URL_DYNAMODB, metrics });
  const sqs = sqsClient({ region, endpoint: config.AWS_ENDPOINT_URL_SQS, metrics });
  const sns = snsClient({ region, endpoint: config.AWS_ENDPOINT_URL_SNS, metrics });
  const tables = { feedback: config.FEEDBACK_TABLE, outbox: config.FEEDBACK_OUTBOX_TABLE };
  return {
    ...foundation,
    dynamo,
    sqs,
    tables,
    queues: {
      reviews: config.REVIEWS_QUEUE_URL,
      feedback: config.FEEDBACK_QUEUE_URL,
      events: config.FEEDBACK_EVENTS_QUEUE_URL,
    },
    counts: reviewCounts(metrics),
    authorIdSecrets: config.SERVICE_TOKEN_SECRET,
    knownProducts: new KnownProducts(foundation.client),
    reviewChanges: new ReviewChanges({ dynamo, tables, clock: foundation.clock }),
    publish: createPublisher({ sns, topicArn: config.EVENTS_TOPIC_ARN, logger: foundation.logger }),
    async close() {
      await leaveFoundation(foundation);
      for (const client of [dynamo, sqs, sns]) client.destroy();
    },
  };
}
