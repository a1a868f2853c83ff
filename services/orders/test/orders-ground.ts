import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { readEnvironment } from "@shopeasy/platform/config/environment";
import { cloudEnvironment } from "@shopeasy/testing/cloud";
import { freshDatabase } from "@shopeasy/testing/database";
import { freshQueue, freshTopic } from "@shopeasy/testing/queues";
import {
  type ServiceProgram,
  serviceTokenSecret,
  startServiceProgram,
} from "@shopeasy/testing/service-program";
import { freshTable } from "@shopeasy/testing/tables";
import { accessTokenFor, jwksUrl } from "@shopeasy/testing/tokens";
import request from "supertest";
import { createOrdersApp, createOrdersInternalApp } from "../src/app";
import { environment } from "../src/config";
import { createDeps } from "../src/deps";
import { startStandIn } from "./payment-gateway-stand-in";

const folderOf = (service: string) => join(__dirname, `../../${service}/src/db/migrations`);

export type OrdersGround = Awaited<ReturnType<typeof startOrdersGround>>;

/**
 * The orders service in this process, and what it needs beside it: the real catalog and cart as programs, on databases
 * and tables of this file's own, and the payment gateway's stand-in.
 */
export async function startOrdersGround() {
  const [ordersDatabase, catalogDatabase, carts, topic, payments] = await Promise.all([
    freshDatabase({ migrationsFolder: folderOf("orders") }),
    freshDatabase({ migrationsFolder: folderOf("catalog") }),
    freshTable("carts"),
    freshTopic(),
    startStandIn(),
  ]);
  const catalog = await startServiceProgram("services/catalog/main.js", {
    ...topic.environment,
    DATABASE_URL: catalogDatabase.url,
    // The shop's health asks all of them; these tests do not.
    USERS_URL: "http://127.0.0.1:9",
    CART_URL: "http://127.0.0.1:9",
    ORDERS_URL: "http://127.0.0.1:9",
    FEEDBACK_URL: "http://127.0.0.1:9",
  });
  const cart = await startServiceProgram("services/cart/main.js", {
    ...carts.environment,
    ...topic.environment,
    CATALOG_URL: catalog.internalUrl,
  });
  const config = readEnvironment(environment, {
    ...cloudEnvironment(),
    ...topic.environment,
    DATABASE_URL: ordersDatabase.url,
    JWKS_URL: jwksUrl(),
    SERVICE_TOKEN_SECRET: serviceTokenSecret,
    CATALOG_URL: catalog.internalUrl,
    CART_URL: cart.internalUrl,
    // Orders asks users only for the address of a customer who gives none.
    USERS_URL: "http://127.0.0.1:9",
    STRIPE_SECRET_KEY: "sk_test_orders",
    STRIPE_WEBHOOK_SECRET: payments.webhookSecret,
    STRIPE_API_BASE: payments.url,
    GUEST_TOKEN_SECRET: "a-guest-token-secret-for-tests-only",
    TRACE_SAMPLE_RATE: "0",
    LOG_LEVEL: "error",
  });
  const deps = createDeps(config);
  const staff = await accessTokenFor({ userId: randomUUID(), role: "staff" });
  const category = await makeCategory(catalog, staff);

  return {
    deps,
    payments,
    catalog,
    staff,
    app: request(createOrdersApp(deps, config)),
    internalApp: createOrdersInternalApp(deps),
    topicArn: topic.arn,
    freshQueue: (name: Parameters<typeof freshQueue>[0]) => freshQueue(name, { topicArn: topic.arn }),
    /** Makes a product with so many pieces in stock, and gives its SKU. */
    stocked: (pieces: number, price = 2_500) => makeProduct(catalog, staff, { category, pieces, price }),
    /** What can be had of a SKU. */
    async stockOf(sku: string): Promise<{ onHand: number; reserved: number; available: number }> {
      const { onHand, reserved, available } = await callJson(catalog, "GET", `/inventory/${sku}`, {
        token: staff,
      });
      return { onHand, reserved, available };
    },
    /** A cart with these lines: a guest's, or the customer's whose token it is. */
    async cartWith(sku: string, quantity: number, token?: string): Promise<string> {
      const { id } = await callJson(cart, "POST", "/carts", { token });
      await callJson(cart, "POST", `/carts/${id}/items`, { token, body: { sku, quantity } });
      return id;
    },
    async stop() {
      await deps.close();
      await Promise.all([catalog.stop(), cart.stop(), payments.stop()]);
      await Promise.all([ordersDatabase.drop(), catalogDatabase.drop()]);
    },
  };
}

async function makeCategory(catalog: ServiceProgram, token: string): Promise<string> {
  const slug = `things-${randomUUID().slice(0, 8)}`;
  await callJson(catalog, "POST", "/categories", { token, body: { slug, name: "Things" } });
  return slug;
}

async function makeProduct(
  catalog: ServiceProgram,
  token: string,
  { category, pieces, price }: { category: string; pieces: number; price: number },
): Promise<string> {
  const sku = `T-${randomUUID().slice(0, 8).toUpperCase()}`;
  await callJson(catalog, "POST", "/products", {
    token,
    body: {
      name: `Thing ${sku}`,
      slug: sku.toLowerCase(),
      description: "A thing to test with.",
      category,
      options: [],
      variants: [{ sku, options: {}, price: { amount: price, currency: "USD" } }],
      status: "active",
    },
  });
  if (pieces > 0) {
    const body = { delta: pieces, reason: "received", note: "for a test" };
    await callJson(catalog, "POST", `/inventory/${sku}/adjustments`, { token, body });
  }
  return sku;
}

async function callJson(
  service: ServiceProgram,
  method: string,
  path: string,
  sent: { token?: string | undefined; body?: unknown },
): Promise<any> {
  const response = await fetch(`${service.url}/api/v1${path}`, {
    method,
    headers: {
      "content-type": "application/json",
      "idempotency-key": randomUUID(),
      ...(sent.token && { authorization: `Bearer ${sent.token}` }),
    },
    ...(sent.body !== undefined && { body: JSON.stringify(sent.body) }),
  });
  const body = await response.json();
  if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(body)}`);
  return body;
}
