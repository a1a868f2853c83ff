import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { type ShopEvent, shopEvent } from "@shopeasy/contracts/events";
import { OrderId, ProductId, Sku } from "@shopeasy/contracts/ids";
import { readEnvironment } from "@shopeasy/platform/config/environment";
import { newId } from "@shopeasy/platform/ids";
import { cloudEnvironment } from "@shopeasy/testing/cloud";
import { freshDatabase } from "@shopeasy/testing/database";
import { eventually } from "@shopeasy/testing/eventually";
import { freshQueue, freshTopic } from "@shopeasy/testing/queues";
import { serviceTokenSecret } from "@shopeasy/testing/service-program";
import { accessTokenFor, jwksUrl } from "@shopeasy/testing/tokens";
import request from "supertest";
import { createOrdersApp, createOrdersInternalApp } from "../src/app";
import { environment } from "../src/config";
import { createDeps } from "../src/deps";
import { asStaff } from "./as-staff";

const migrationsFolder = join(__dirname, "../src/db/migrations");
const nobody = "http://127.0.0.1:9";

export type WebhooksGround = Awaited<ReturnType<typeof startWebhooksGround>>;

/** As much of the orders service as webhooks need, with a topic of this file's own; the neighbours are away. */
export async function startWebhooksGround({ allowPrivate = false } = {}) {
  const [database, topic] = await Promise.all([freshDatabase({ migrationsFolder }), freshTopic()]);
  const config = readEnvironment(environment, {
    ...cloudEnvironment(),
    ...topic.environment,
    DATABASE_URL: database.url,
    CATALOG_URL: nobody,
    CART_URL: nobody,
    USERS_URL: nobody,
    STRIPE_SECRET_KEY: "sk_test_orders",
    STRIPE_WEBHOOK_SECRET: "whsec_orders",
    GUEST_TOKEN_SECRET: "a-guest-token-secret-for-tests-only",
    WEBHOOK_SECRET_KEY: "a-webhook-secret-key-for-tests-only",
    WEBHOOKS_ALLOW_PRIVATE: String(allowPrivate),
    JWKS_URL: jwksUrl(),
    SERVICE_TOKEN_SECRET: serviceTokenSecret,
    RATE_LIMITS: "reading=100000/60s,writing=100000/60s,credentials=100000/60s",
    TRACE_SAMPLE_RATE: "0",
    LOG_LEVEL: "error",
  });
  // The AWS clients look for their credentials here.
  Object.assign(process.env, cloudEnvironment());
  const deps = createDeps(config);
  const staff = await accessTokenFor({ userId: randomUUID(), role: "staff" });
  const app = request(createOrdersApp(deps, config));
  const call = asStaff({ app, staff });
  const others: ReturnType<typeof createDeps>[] = [];
  const receivers: Receiver[] = [];
  return {
    deps,
    app,
    staff,
    call,
    sql: deps.database.sql,
    /** Subscribed to the topic; a consumer that stopped may still take what comes to its own. */
    aQueue: async () => (await freshQueue("webhooks-events", { topicArn: topic.arn })).url,
    internalApp: createOrdersInternalApp(deps),
    /** Another task's own. */
    otherDeps() {
      const made = createDeps(config);
      others.push(made);
      return made;
    },
    async aReceiver(answer?: Answer) {
      const receiver = await startReceiver(answer);
      receivers.push(receiver);
      return receiver;
    },
    /** Registers a webhook, and gives it with its secret. */
    async aWebhook(
      url: string,
      events: string[] = ["order.cancelled"],
    ): Promise<{ id: string; secret: string }> {
      return (await call("post", "/webhooks", { url, events }).expect(201)).body;
    },
    async deliveriesOf(id: string): Promise<DeliveryView[]> {
      return (await call("get", `/webhooks/${id}/deliveries?limit=100`).expect(200)).body.items;
    },
    /** As if the time had come for all that waits. */
    makeAllDue: () =>
      deps.database.sql`update webhook_deliveries set due_at = now() where due_at is not null`,
    async publish(...events: ShopEvent[]) {
      const failed = await deps.publish(events.map((event) => ({ event })));
      expect(failed.size).toBe(0);
    },
    async stop() {
      for (const receiver of receivers) receiver.stop();
      await Promise.all([deps, ...others].map((each) => each.close()));
      await database.drop();
    },
  };
}

interface DeliveryView {
  id: string;
  eventId: string;
  type: string;
  state: string;
  attempts: { at: string; status: number | null; error: string | null; response: string | null }[];
  nextAttemptAt: string | null;
  replayOf: string | null;
}

interface Got {
  headers: IncomingHttpHeaders;
  body: string;
  url: string;
}
type Answer = (
  got: Got,
) => { status: number; body?: string; headers?: Record<string, string> } | Promise<never>;
export type Receiver = Awaited<ReturnType<typeof startReceiver>>;

/** A merchant's system that keeps what it is sent, and answers 200 unless told otherwise. */
async function startReceiver(answer: Answer = () => ({ status: 200 })) {
  const got: Got[] = [];
  const now = { answer };
  const server: Server = createServer(async (incoming, response) => {
    let body = "";
    for await (const chunk of incoming) body += chunk;
    const one = { headers: incoming.headers, body, url: incoming.url ?? "" };
    got.push(one);
    const { status, body: text, headers } = await now.answer(one);
    response.writeHead(status, headers).end(text);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`,
    got,
    /** From now on. */
    answers(other: Answer) {
      now.answer = other;
    },
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** An event that webhooks may want; each about an order of its own. */
export function aCancelledOrder(): ShopEvent<"order.cancelled"> {
  const orderId = OrderId.parse(newId());
  const about = { id: newId(), occurredAt: new Date(), aggregateId: orderId, aggregateVersion: 3 };
  return shopEvent("order.cancelled", about, {
    orderId,
    number: "SE-2026-000001",
    customerId: null,
    reason: "changed-mind",
  });
}

/** Another such event, of another type. */
export function aLowStock(): ShopEvent<"stock.low"> {
  const productId = ProductId.parse(newId());
  const about = { id: newId(), occurredAt: new Date(), aggregateId: productId, aggregateVersion: 7 };
  return shopEvent("stock.low", about, { sku: Sku.parse("SKU-1"), productId, available: 1, threshold: 5 });
}

/** Waits until all of a webhook's deliveries are so. */
export const untilAll = (
  ground: WebhooksGround,
  id: string,
  count: number,
  state: string,
  attempts?: number,
) =>
  eventually(
    async () => {
      const deliveries = await ground.deliveriesOf(id);
      expect(deliveries.map((each) => each.state)).toEqual(Array(count).fill(state));
      if (attempts !== undefined) {
        expect(deliveries.map((each) => each.attempts.length)).toEqual(Array(count).fill(attempts));
      }
      return deliveries;
    },
    { withinMs: 20_000 },
  );
