import type { ShopFlags } from "@shopeasy/contracts/flags";
import { shopDeclarations } from "@shopeasy/contracts/shop-declarations";
import { documentClient, s3Client } from "@shopeasy/platform/aws/clients";
import { Answers } from "@shopeasy/platform/cache/answers";
import { valkeyAnswers } from "@shopeasy/platform/cache/valkey";
import { openDatabase } from "@shopeasy/platform/database/connect";
import { Replica } from "@shopeasy/platform/database/replica";
import { databaseAccess } from "@shopeasy/platform/database/sign-in";
import { type Foundation, layFoundation, leaveFoundation } from "@shopeasy/platform/runtime/foundation";
import { AvailabilityFeed } from "./availability/availability-feed";
import type { CatalogConfig } from "./config";
import * as schema from "./db/schema";
import type { UploadSigner } from "./images/image-storage";
import type { ImportFiles } from "./imports/import-files";
import { type StockCounts, stockCounts } from "./inventory/stock-counts";
import { Readers } from "./readers/readers";
import { askServices, type Neighbours, type ServicesState } from "./shop/ask-services";
import { rememberHealth } from "./shop/remember-health";
import { createStoreDeps, type StoreDeps } from "./store-deps";

export interface Deps extends Foundation<ShopFlags>, StoreDeps {
  /** Where to read for whom: the database, or its replica. */
  readers: Readers;
  /** Answers that were made before; undefined where none are kept. */
  answers: Answers | undefined;
  /** Signs the addresses that staff send images to. */
  uploadSigner: UploadSigner;
  /** Where files wait until they are taken into the catalogue. */
  importFiles: ImportFiles;
  /** What there is of SKUs and how many are in carts, as it changes. */
  availability: AvailabilityFeed;
  /** How all parts of the shop are, as it was within the last second. */
  shopHealth: () => Promise<ServicesState>;
  counts: StockCounts;
  version: string;
  close: () => Promise<void>;
}

/** Opens what the catalog service stands on; nothing is connected before it is needed. */
export function createDeps(config: CatalogConfig): Deps {
  const foundation = layFoundation("catalog", config, shopDeclarations);
  const { metrics } = foundation;
  const { AWS_REGION: region } = config;
  const { database } = createStoreDeps(config, foundation);
  const replica = openReplica(config, database, foundation);
  const dynamo = documentClient({ region, endpoint: config.AWS_ENDPOINT_URL_DYNAMODB, metrics });
  const availability = new AvailabilityFeed({
    ...foundation,
    dynamo,
    table: config.AVAILABILITY_TABLE,
    mostListeners: config.AVAILABILITY_LISTENERS,
    mostPerAddress: config.AVAILABILITY_LISTENERS_PER_ADDRESS,
  });
  const s3 = s3Client({ region, endpoint: config.AWS_ENDPOINT_URL_S3, metrics });
  const uploadSigner = createUploadSigner(config);
  return {
    ...foundation,
    database,
    importFiles: { s3, bucket: config.IMPORTS_BUCKET },
    uploadSigner,
    availability,
    readers: new Readers(database, replica),
    answers: openAnswers(config, foundation),
    shopHealth: rememberHealth(
      () => askServices(neighboursOf(config), database),
      () => performance.now(),
    ),
    counts: stockCounts(metrics),
    version: config.SERVICE_VERSION,
    async close() {
      await availability.stop();
      await Promise.all([database.close(), replica?.close(), leaveFoundation(foundation)]);
      for (const client of [dynamo, s3, uploadSigner.s3]) client.destroy();
    },
  };
}

/** Internal origins of the other services. */
const neighboursOf = (config: CatalogConfig): Neighbours => ({
  users: config.USERS_URL,
  cart: config.CART_URL,
  orders: config.ORDERS_URL,
  feedback: config.FEEDBACK_URL,
});

function openReplica(
  config: CatalogConfig,
  primary: StoreDeps["database"],
  { logger, metrics }: Pick<Foundation, "logger" | "metrics">,
) {
  const { DATABASE_REPLICA_URL: url, DATABASE_POOL_SIZE: poolSize } = config;
  if (url === undefined) return undefined;
  const access = databaseAccess(config, url);
  const pool = { schema, poolSize, name: "catalog-replica", pool: "replica", logger, metrics } as const;
  const open = () => openDatabase({ ...access, ...pool });
  return new Replica({ primary, open, logger });
}

function openAnswers(
  { ANSWER_CACHE_MB, SERVICE_VERSION }: CatalogConfig,
  { metrics, logger, valkey }: Foundation,
) {
  if (ANSWER_CACHE_MB === 0) return undefined;
  const shared = valkey && valkeyAnswers({ valkey, prefix: `catalog:answers:${SERVICE_VERSION}`, logger });
  return new Answers({ maxBytes: ANSWER_CACHE_MB * 1_000_000, metrics, shared });
}

function createUploadSigner(config: CatalogConfig): UploadSigner {
  const { AWS_REGION: region, AWS_ENDPOINT_URL_S3, UPLOADS_ENDPOINT_URL, UPLOADS_BUCKET: bucket } = config;
  const endpoint = UPLOADS_ENDPOINT_URL ?? AWS_ENDPOINT_URL_S3;
  return { s3: s3Client({ region, endpoint, requestChecksumCalculation: "WHEN_REQUIRED" }), bucket };
}
