import type { SQSClient } from "@aws-sdk/client-sqs";
import type { ShopFlags } from "@shopeasy/contracts/flags";
import { shopDeclarations } from "@shopeasy/contracts/shop-declarations";
import { snsClient, sqsClient } from "@shopeasy/platform/aws/clients";
import { type Database, openDatabase } from "@shopeasy/platform/database/connect";
import { databaseAccess } from "@shopeasy/platform/database/sign-in";
import type { Publish } from "@shopeasy/platform/events/event";
import { createPublisher } from "@shopeasy/platform/events/publish";
import { PublicClient } from "@shopeasy/platform/outbound/public-client";
import { type Foundation, layFoundation, leaveFoundation } from "@shopeasy/platform/runtime/foundation";
import type { OrdersConfig } from "./config";
import * as schema from "./db/schema";
import { OrderEventFeed } from "./order-events/order-event-feed";
import { CheckoutRoom } from "./orders/checkout-room";
import { type OrderCounts, orderCounts } from "./orders/order-counts";
import type { PaymentGateway } from "./payments/payment-gateway";
import { createStripeGateway } from "./payments/stripe-gateway";
import { KnownTaxRates } from "./taxes/known-tax-rates";
import { timeoutMs } from "./webhooks/delivery-rules";
import { type WantingWebhooks, wantingWebhooks } from "./webhooks/wanting-webhooks";

export interface Deps extends Foundation<ShopFlags> {
  database: Database<typeof schema>;
  gateway: PaymentGateway;
  taxRates: KnownTaxRates;
  checkouts: CheckoutRoom;
  counts: OrderCounts;
  /** Makes the tokens that open guests' orders. */
  guestTokenSecret: string;
  publish: Publish;
  sqs: SQSClient;
  /** Tells listeners of what happens to their orders. */
  orderEvents: OrderEventFeed;
  /** Which webhooks want events of a type. */
  wantingWebhooks: WantingWebhooks;
  /** Calls the addresses of webhooks. */
  webhookClient: PublicClient;
  /** Seals their secrets. */
  webhookSecretKey: string;
  close: () => Promise<void>;
}

/** Opens what the orders service stands on; nothing is connected before it is needed. */
export function createDeps(config: OrdersConfig): Deps {
  const foundation = layFoundation("orders", config, shopDeclarations, {
    catalog: config.CATALOG_URL,
    cart: config.CART_URL,
    users: config.USERS_URL,
  });
  const { logger, metrics } = foundation;
  const { AWS_REGION: region } = config;
  const database = openDatabase({
    ...databaseAccess(config),
    schema,
    poolSize: config.DATABASE_POOL_SIZE,
    name: "orders",
    logger,
    metrics,
  });
  const gateway = createStripeGateway({
    secretKey: config.STRIPE_SECRET_KEY,
    webhookSecret: config.STRIPE_WEBHOOK_SECRET,
    ...(config.STRIPE_API_BASE && { apiBase: config.STRIPE_API_BASE }),
  });
  const orderEvents = new OrderEventFeed({ database, logger });
  const webhookClient = new PublicClient({ allowPrivate: config.WEBHOOKS_ALLOW_PRIVATE, timeoutMs });
  const sns = snsClient({ region, endpoint: config.AWS_ENDPOINT_URL_SNS, metrics });
  const sqs = sqsClient({ region, endpoint: config.AWS_ENDPOINT_URL_SQS, metrics });
  return {
    ...foundation,
    database,
    gateway,
    taxRates: new KnownTaxRates(database),
    counts: orderCounts(metrics),
    checkouts: new CheckoutRoom({ atOnce: config.CHECKOUTS_AT_ONCE, waiting: config.CHECKOUTS_WAITING }),
    guestTokenSecret: config.GUEST_TOKEN_SECRET,
    publish: createPublisher({ sns, topicArn: config.EVENTS_TOPIC_ARN, logger }),
    sqs,
    orderEvents,
    wantingWebhooks: wantingWebhooks(database.db),
    webhookClient,
    webhookSecretKey: config.WEBHOOK_SECRET_KEY,
    async close() {
      await orderEvents.stop();
      await Promise.all([
        database.close(),
        leaveFoundation(foundation),
        gateway.close(),
        webhookClient.close(),
      ]);
      for (const connections of [sns, sqs]) connections.destroy();
    },
  };
}
