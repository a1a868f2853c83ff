import type { ShopFlags } from "@shopeasy/contracts/flags";
import { streamedEvents } from "@shopeasy/contracts/resources";
import { shopDeclarations } from "@shopeasy/contracts/shop-declarations";
import { kinesisClient, s3Client, snsClient, sqsClient } from "@shopeasy/platform/aws/clients";
import type { Publish } from "@shopeasy/platform/events/event";
import { createPublisher } from "@shopeasy/platform/events/publish";
import { type Foundation, layFoundation, leaveFoundation } from "@shopeasy/platform/runtime/foundation";
import type { WorkerConfig } from "./config";
import type { ImageStorage } from "./images/image-storage";
import type { ImportFiles } from "./imports/import-files";
import { createStoreDeps, type StoreDeps } from "./store-deps";

export interface WorkerDeps extends Foundation<ShopFlags>, StoreDeps {
  sqs: ReturnType<typeof sqsClient>;
  /** Where events come in that the catalogue takes part in. */
  eventsQueueUrl: string;
  publish: Publish;
  imageStorage: ImageStorage;
  importFiles: ImportFiles;
  close: () => Promise<void>;
}

/** Opens what the worker stands on. Apart from the service's, which then needs no AWS client in its memory. */
export function createWorkerDeps(config: WorkerConfig): WorkerDeps {
  const foundation = layFoundation("catalog", config, shopDeclarations);
  const { metrics } = foundation;
  const { database } = createStoreDeps(config, foundation);
  const region = config.AWS_REGION;
  const sqs = sqsClient({ region, endpoint: config.AWS_ENDPOINT_URL_SQS, metrics });
  const sns = snsClient({ region, endpoint: config.AWS_ENDPOINT_URL_SNS, metrics });
  const kinesis = kinesisClient({ region, endpoint: config.AWS_ENDPOINT_URL_KINESIS, metrics });
  const s3 = s3Client({ region, endpoint: config.AWS_ENDPOINT_URL_S3, metrics });
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
    imageStorage: { s3, uploadsBucket: config.UPLOADS_BUCKET, imagesBucket: config.IMAGES_BUCKET },
    importFiles: { s3, bucket: config.IMPORTS_BUCKET },
    async close() {
      await Promise.all([database.close(), leaveFoundation(foundation)]);
      for (const client of [sqs, sns, kinesis, s3]) client.destroy();
    },
  };
}
