import { snsClient } from "@shopeasy/platform/aws/clients";
import { type Database, openDatabase } from "@shopeasy/platform/database/connect";
import type { Publish } from "@shopeasy/platform/events/event";
import { createPublisher } from "@shopeasy/platform/events/publish";
import { type Foundation, layFoundation, leaveFoundation } from "@shopeasy/platform/runtime/foundation";
import type { OrdersConfig } from "./config";
import * as schema from "./db/schema";
import { OrderEventFeed } from "./order-events/order-event-feed";
import type { PaymentGateway } from "./payments/payment-gateway";
import { createStripeGateway } from "./payments/stripe-gateway";
import { KnownTaxRates } from "./taxes/known-tax-rates";

export interface Deps extends Foundation {
  database: Database<typeof schema>;
  gateway: PaymentGateway;
  taxRates: KnownTaxRates;
  /** Makes the tokens that open guests' orders. */
  guestTokenSecret: string;
  publish: Publish;
  /** Tells listeners of what happens to their orders. */
  orderEvents: OrderEventFeed;
  close: () => Promise<void>;
}

/** Opens what the orders service stands on; nothing is connected before it is needed. */
export function createDeps(config: OrdersConfig): Deps {
  const foundation = layFoundation("orders", config, {
    catalog: config.CATALOG_URL,
    cart: config.CART_URL,
    users: config.USERS_URL,
  });
  const { logger } = foundation;
  const database = openDatabase({
    url: config.DATABASE_URL,
    schema,
    poolSize: config.DATABASE_POOL_SIZE,
    name: "orders",
    logger,
  });
  const gateway = createStripeGateway({
    secretKey: config.STRIPE_SECRET_KEY,
    webhookSecret: config.STRIPE_WEBHOOK_SECRET,
    ...(config.STRIPE_API_BASE && { apiBase: config.STRIPE_API_BASE }),
  });
  const orderEvents = new OrderEventFeed({ database, logger });
  const sns = snsClient({ region: config.AWS_REGION, endpoint: config.AWS_ENDPOINT_URL_SNS });
  return {
    ...foundation,
    database,
    gateway,
    taxRates: new KnownTaxRates(database),
    guestTokenSecret: config.GUEST_TOKEN_SECRET,
    publish: createPublisher({ sns, topicArn: config.EVENTS_TOPIC_ARN, logger }),
    orderEvents,
    async close() {
      await orderEvents.stop();
      await Promise.all([database.close(), leaveFoundation(foundation), gateway.close()]);
      sns.destroy();
    },
  };
}
