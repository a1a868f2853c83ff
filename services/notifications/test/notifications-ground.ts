import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { type ShopEvent, shopEvent } from "@shopeasy/contracts/events";
import { CartId, OrderId, ProductId, Sku, UserId } from "@shopeasy/contracts/ids";
import { newId } from "@shopeasy/platform/ids";
import { createLogger } from "@shopeasy/platform/logging/logger";
import { cloudEnvironment } from "@shopeasy/testing/cloud";
import { freshDatabase } from "@shopeasy/testing/database";
import { eventually } from "@shopeasy/testing/eventually";
import { serviceTokenSecret, startServiceProgram } from "@shopeasy/testing/service-program";
import { freshTable } from "@shopeasy/testing/tables";
import type { SQSEvent, SQSRecord } from "aws-lambda";
import postgres from "postgres";
import { readConfig } from "../src/config";
import { createDeps, type Deps } from "../src/deps";
import { notifyOfAll } from "../src/notify-of-all";
import { accountsOn } from "./accounts-ground";

export type NotificationsGround = Awaited<ReturnType<typeof notificationsGround>>;

export const publicUrl = "https://shop.example";
const staffMail = `staff-${randomUUID()}@shopeasy.test`;
export const context = { getRemainingTimeInMillis: () => 25_000 };

const migrationsOf = (service: string) => join(__dirname, `../../${service}/src/db/migrations`);

/** The lambda with a table of its own, and the real orders and users services beside it on databases of their own. */
export async function notificationsGround() {
  const [database, usersDatabase, table] = await Promise.all([
    freshDatabase({ migrationsFolder: migrationsOf("orders") }),
    freshDatabase({ migrationsFolder: migrationsOf("users") }),
    freshTable("notifications"),
  ]);
  const nowhere = "http://127.0.0.1:9";
  const orders = await startServiceProgram("services/orders/main.js", {
    DATABASE_URL: database.url,
    CATALOG_URL: nowhere,
    CART_URL: nowhere,
    USERS_URL: nowhere,
    EVENTS_TOPIC_ARN: "arn:aws:sns:us-east-1:000000000000:unused",
    STRIPE_SECRET_KEY: "sk_test_unused",
    STRIPE_WEBHOOK_SECRET: "whsec_unused",
    GUEST_TOKEN_SECRET: "a-guest-token-secret-for-tests-only",
    WEBHOOK_SECRET_KEY: "a-webhook-secret-key-for-tests-only",
  });
  const users = await startServiceProgram("services/users/main.js", {
    DATABASE_URL: usersDatabase.url,
    EVENTS_TOPIC_ARN: "arn:aws:sns:us-east-1:000000000000:unused",
    SIGNING_KEY_SECRET: "a-signing-key-secret-for-tests-only",
    CART_URL: nowhere,
    ORDERS_URL: nowhere,
    FEEDBACK_URL: nowhere,
  });
  const environment = {
    ...cloudEnvironment(),
    ...table.environment,
    ORDERS_URL: orders.internalUrl,
    USERS_URL: users.internalUrl,
    CATALOG_URL: nowhere,
    FEEDBACK_URL: nowhere,
    STAFF_MAIL: staffMail,
    RETURNS_ADDRESS: "1 Warehouse Road",
    PUBLIC_URL: `${publicUrl}/`,
    SERVICE_TOKEN_SECRET: serviceTokenSecret,
    TRACE_SAMPLE_RATE: "0",
  };
  const sql = postgres(database.url, { max: 1 });
  const usersSql = postgres(usersDatabase.url, { max: 1 });
  const opened: Deps[] = [];
  const log: string[] = [];
  const destination = new PassThrough();
  destination.on("data", (line: Buffer) => log.push(line.toString()));
  const logger = createLogger({ service: "notifications", destination });

  function depsWith(differently: Record<string, string> = {}): Deps {
    Object.assign(process.env, environment, differently);
    const deps = { ...createDeps(readConfig()), logger };
    opened.push(deps);
    return deps;
  }
  const deps = depsWith();

  return {
    deps,
    depsWith,
    environment,
    table: table.name,
    /** Of orders' books. */
    sql,
    logText: () => log.join(""),
    logged: (event: string) => log.map((line) => JSON.parse(line)).filter((line) => line.event === event),
    /** Puts a paid order of one tent into the books of orders, and gives its event. */
    async paidOrder(
      email: string,
      { customerId = null }: { customerId?: string | null } = {},
    ): Promise<{ id: OrderId; number: string; event: ShopEvent<"order.paid"> }> {
      const id = OrderId.parse(newId());
      const productId = ProductId.parse(newId());
      const cartId = CartId.parse(randomUUID());
      const number = `SE-2026-${id.slice(-6)}`;
      const address = { name: "Ada Lovelace", line1: "1 Main Street", city: "Springfield", country: "US" };
      const now = new Date();
      await sql`insert into orders ${sql({
        id,
        number,
        status: "paid",
        step: "done",
        customer_id: customerId,
        email,
        cart_id: cartId,
        cart_version: 1,
        currency: "USD",
        subtotal: 19_900,
        discount: 0,
        shipping: 500,
        tax: 1_592,
        total: 21_992,
        shipping_address: sql.json(address),
        billing_address: sql.json(address),
        shipping_method: "standard",
        payment_method: "pm_card_visa",
        placed_at: now,
        updated_at: now,
      })}`;
      await sql`insert into order_lines ${sql({
        order_id: id,
        position: 0,
        sku: "NOR-TENT-2P-GRN",
        product_id: productId,
        name: "Ridge Two-Person Tent",
        options: sql.json({ Color: "Green" }),
        quantity: 1,
        unit_price: 19_900,
        line_total: 19_900,
      })}`;
      const event = shopEvent(
        "order.paid",
        { id: newId(), occurredAt: now, aggregateId: id, aggregateVersion: 2 },
        {
          orderId: id,
          number,
          customerId: customerId === null ? null : UserId.parse(customerId),
          cartId,
          total: { amount: 21_992, currency: "USD" },
          lines: [{ sku: Sku.parse("NOR-TENT-2P-GRN"), productId, quantity: 1 }],
        },
      );
      return { id, number, event };
    },
    ...accountsOn(users.url, usersSql),
    deliver: (records: SQSRecord[], to: Deps = deps) => notifyOfAll(to, { Records: records }, context),
    /** As the queue does: what fails comes again, until none does. */
    async deliverAll(events: readonly unknown[]): Promise<void> {
      let records = events.map((event) => aRecord(event));
      await eventually(
        async () => {
          const { batchItemFailures } = await notifyOfAll(deps, { Records: records }, context);
          records = records.filter(({ messageId }) =>
            batchItemFailures.some(({ itemIdentifier }) => itemIdentifier === messageId),
          );
          expect(records).toEqual([]);
        },
        { withinMs: 60_000 },
      );
    },
    async close() {
      await Promise.all(opened.map((each) => each.close()));
      await Promise.all([orders.stop(), users.stop(), sql.end(), usersSql.end()]);
      await Promise.all([database.drop(), usersDatabase.drop()]);
    },
  };
}

/** A message as AWS hands it to the lambda. */
export const aRecord = (body: unknown, traceHeader?: string): SQSEvent["Records"][number] => ({
  messageId: randomUUID(),
  receiptHandle: "receipt",
  body: typeof body === "string" ? body : JSON.stringify(body),
  attributes: {
    ApproximateReceiveCount: "1",
    SentTimestamp: "0",
    SenderId: "sns",
    ApproximateFirstReceiveTimestamp: "0",
  },
  messageAttributes: traceHeader
    ? {
        traceHeader: {
          dataType: "String",
          stringValue: traceHeader,
          stringListValues: [],
          binaryListValues: [],
        },
      }
    : {},
  md5OfBody: "",
  eventSource: "aws:sqs",
  eventSourceARN: "arn:aws:sqs:us-east-1:000000000000:notifications-events",
  awsRegion: "us-east-1",
});

export const anAddress = () => `${randomUUID()}@shopeasy.test`;
