import type { SQSClient } from "@aws-sdk/client-sqs";
import { type DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import type { ShopFlags } from "@shopeasy/contracts/flags";
import { shopDeclarations } from "@shopeasy/contracts/shop-declarations";
import { documentClient, kinesisClient, sqsClient } from "@shopeasy/platform/aws/clients";
import type { Publish } from "@shopeasy/platform/events/event";
import { type Foundation, layFoundation, leaveFoundation } from "@shopeasy/platform/runtime/foundation";
import { type CartCounts, cartCounts } from "./carts/cart-counts";
import { ChangeAnnouncer } from "./changes/change-announcer";
import { publishToStream } from "./changes/publish-to-stream";
import type { CartConfig } from "./config";
import { CouponPrices } from "./coupons/coupon-prices";
import { VariantLookup } from "./variants/variant-lookup";

export interface Deps extends Foundation<ShopFlags> {
  dynamo: DynamoDBDocumentClient;
  cartsTable: string;
  sqs: SQSClient;
  /** What catalog says of SKUs now, remembered for a moment. */
  variants: VariantLookup;
  /** What coupons take off, as orders says. */
  coupons: CouponPrices;
  /** To the inventory stream. */
  publish: Publish;
  /** Tells the stream of carts that this process changed. */
  changes: ChangeAnnouncer;
  counts: CartCounts;
  /** Rejects when the carts can't be read. */
  ping: () => Promise<unknown>;
  close: () => Promise<void>;
}

/** Opens what the cart service stands on; nothing is connected before it is needed. */
export function createDeps(config: CartConfig): Deps {
  const foundation = layFoundation("cart", config, shopDeclarations, {
    catalog: config.CATALOG_URL,
    orders: config.ORDERS_URL,
  });
  const { logger, metrics, client, clock } = foundation;
  const { AWS_REGION: region, CARTS_TABLE: cartsTable } = config;
  const dynamo = documentClient({ region, endpoint: config.AWS_ENDPOINT_URL_DYNAMODB, metrics });
  const kinesis = kinesisClient({ region, endpoint: config.AWS_ENDPOINT_URL_KINESIS, metrics });
  const sqs = sqsClient({ region, endpoint: config.AWS_ENDPOINT_URL_SQS, metrics });
  const publish = publishToStream(kinesis, config.INVENTORY_STREAM, logger);
  const changes = new ChangeAnnouncer({ dynamo, cartsTable, publish, logger, clock });
  return {
    ...foundation,
    dynamo,
    cartsTable,
    sqs,
    variants: new VariantLookup(client),
    coupons: new CouponPrices(client),
    publish,
    changes,
    counts: cartCounts(metrics),
    ping: () => dynamo.send(new GetCommand({ TableName: cartsTable, Key: { pk: "nobody" } })),
    async close() {
      await changes.stop();
      await leaveFoundation(foundation);
      for (const connections of [dynamo, kinesis, sqs]) connections.destroy();
    },
  };
}
