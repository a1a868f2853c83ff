import { streamedEvents } from "@shopeasy/contracts/resources";
import type { ServiceName } from "@shopeasy/contracts/route-table";
import { kinesisClient, snsClient, sqsClient } from "@shopeasy/platform/aws/clients";
import { type Database, openDatabase } from "@shopeasy/platform/database/connect";
import type { Publish } from "@shopeasy/platform/events/event";
import { createPublisher } from "@shopeasy/platform/events/publish";
import { type Foundation, layFoundation } from "@shopeasy/platform/runtime/foundation";
import type { CatalogConfig, StoreConfig, WorkerConfig } from "./config";
import * as schema from "./db/schema";

/** What the catalogue's own store takes: all that an import needs. */
export interface StoreDeps {
  database: Database<typeof schema>;
}

export interface Deps extends Foundation, StoreDeps {
  /** Internal origins of the other services, for the health of the shop as a whole. */
  origins: Readonly<Record<Exclude<ServiceName, "catalog">, string>>;
  version: string;
  close: () => Promise<void>;
}

export interface WorkerDeps extends Foundation, StoreDeps {
  sqs: ReturnType<typeof sqsClient>;
  /** Where events come in that the catalogue takes part in. */
  eventsQueueUrl: string;
  publish: Publish;
  close: () => Promise<void>;
}

/** Opens what the catalog service stands on; nothing is connected before it is needed. */
export function createDeps(config: CatalogConfig): Deps {
  const foundation = layFoundation("catalog", config);
  const { database } = createStoreDeps(config);
  return {
    ...foundation,
    database,
    origins: {
      users: config.USERS_URL,
      cart: config.CART_URL,
      orders: config.ORDERS_URL,
      feedback: config.FEEDBACK_URL,
    },
    version: config.SERVICE_VERSION,
    async close() {
      await Promise.all([database.close(), foundation.client.close()]);
    },
  };
}

export function createWorkerDeps(config: WorkerConfig): WorkerDeps {
  const foundation = layFoundation("catalog", config);
  const { database } = createStoreDeps(config);
  const region = config.AWS_REGION;
  const sqs = sqsClient({ region, endpoint: config.AWS_ENDPOINT_URL_SQS });
  const sns = snsClient({ region, endpoint: config.AWS_ENDPOINT_URL_SNS });
  const kinesis = kinesisClient({ region, endpoint: config.AWS_ENDPOINT_URL_KINESIS });
  const streamed = new Set<string>(streamedEvents);
  return {
    ...foundation,
    database,
    sqs,
    eventsQueueUrl: config.CATALOG_EVENTS_QUEUE_URL,
    publish: createPublisher({
      sns,
      topicArn: config.EVENTS_TOPIC_ARN,
      kinesis,
      streamName: config.INVENTORY_STREAM,
      isStreamed: (type) => streamed.has(type),
      logger: foundation.logger,
    }),
    async close() {
      await Promise.all([database.close(), foundation.client.close()]);
      for (const client of [sqs, sns, kinesis]) client.destroy();
    },
  };
}

export function createStoreDeps({ DATABASE_URL: url, DATABASE_POOL_SIZE: poolSize }: StoreConfig): StoreDeps {
  return { database: openDatabase({ url, schema, poolSize, name: "catalog" }) };
}
