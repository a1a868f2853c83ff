import { randomUUID } from "node:crypto";
import { createServer, type RequestListener, type Server } from "node:http";
import { join } from "node:path";
import { readEnvironment } from "@shopeasy/platform/config/environment";
import { openDatabase } from "@shopeasy/platform/database/connect";
import { cloudEnvironment } from "@shopeasy/testing/cloud";
import { freshDatabase } from "@shopeasy/testing/database";
import { eventually } from "@shopeasy/testing/eventually";
import { freePort } from "@shopeasy/testing/free-port";
import { freshQueue, freshTopic } from "@shopeasy/testing/queues";
import { serviceTokenSecret, startServiceProgram } from "@shopeasy/testing/service-program";
import { freshTable } from "@shopeasy/testing/tables";
import { accessTokenFor, jwksUrl } from "@shopeasy/testing/tokens";
import request from "supertest";
import { createOrdersApp, createOrdersInternalApp } from "../src/app";
import { environment } from "../src/config";
import { createDeps } from "../src/deps";
import type { PaymentGateway } from "../src/payments/payment-gateway";
import { callJson, makeCategory, makeProduct } from "./catalog-neighbour";
import { startStandIn } from "./payment-gateway-stand-in";

const folderOf = (service: string) => join(__dirname, `../../${service}/src/db/migrations`);

export type OrdersGround = Awaited<ReturnType<typeof startOrdersGround>>;

/**
 * The orders service in this process, and what it needs beside it: the real catalog and cart as programs, on databases
 * and tables of this file's own, and the payment gateway's stand-in.
 */
export async function startOrdersGround({ usersUrl = "http://127.0.0.1:9" } = {}) {
  const [ordersDatabase, catalogDatabase, carts, topic, payments] = await Promise.all([
    freshDatabase({ migrationsFolder: folderOf("orders") }),
    freshDatabase({ migrationsFolder: folderOf("catalog") }),
    freshTable("carts"),
    freshTopic(),
    startStandIn(),
  ]);
  const [port, internalPort] = [await freePort(), await freePort()];
  const startCatalog = () =>
    startServiceProgram("services/catalog/main.js", {
      ...topic.environment,
      DATABASE_URL: catalogDatabase.url,
      PORT: String(port),
      INTERNAL_PORT: String(internalPort),
      // The shop's health asks all of them; these tests do not.
      USERS_URL: "http://127.0.0.1:9",
      CART_URL: "http://127.0.0.1:9",
      ORDERS_URL: "http://127.0.0.1:9",
      FEEDBACK_URL: "http://127.0.0.1:9",
    });
  const ordersPort = await freePort();
  const catalogUrl = `http://127.0.0.1:${internalPort}`;
  const startCart = () =>
    startServiceProgram("services/cart/main.js", {
      ...carts.environment,
      ...topic.environment,
      CATALOG_URL: catalogUrl,
      ORDERS_URL: `http://127.0.0.1:${ordersPort}`,
    });
  const [first, cart] = await Promise.all([startCatalog(), startCart()]);
  let catalog = first;
  const ordersEnvironment = {
    ...topic.environment,
    DATABASE_URL: ordersDatabase.url,
    CATALOG_URL: catalogUrl,
    CART_URL: cart.internalUrl,
    // Orders asks users only for what a customer does not give herself.
    USERS_URL: usersUrl,
    STRIPE_SECRET_KEY: "sk_test_orders",
    STRIPE_WEBHOOK_SECRET: payments.webhookSecret,
    STRIPE_API_BASE: payments.url,
    GUEST_TOKEN_SECRET: "a-guest-token-secret-for-tests-only",
    WEBHOOK_SECRET_KEY: "a-webhook-secret-key-for-tests-only",
  };
  const config = readEnvironment(environment, {
    ...cloudEnvironment(),
    ...ordersEnvironment,
    JWKS_URL: jwksUrl(),
    SERVICE_TOKEN_SECRET: serviceTokenSecret,
    TRACE_SAMPLE_RATE: "0",
    // Much of what is tested here is logged as an error, as it should be.
    LOG_LEVEL: "error",
  });
  const made = createDeps(config);
  const patience: { gatewayMs: number | null } = { gatewayMs: null };
  const deps = { ...made, gateway: askedWith(patience, made.gateway) };
  const internalApp = createOrdersInternalApp(deps);
  // The cart asks it what a coupon is worth.
  const internalServer = await listen(internalApp, ordersPort);
  const stock = openDatabase({ url: catalogDatabase.url, schema: {}, poolSize: 1, name: "stock" });
  const staff = await accessTokenFor({ userId: randomUUID(), role: "staff" });
  const category = await makeCategory(catalog, staff);
  const makeStocked = (pieces: number, price: number) =>
    makeProduct(catalog, staff, { category, pieces, price });

  return {
    deps,
    payments,
    /** Switches a fault of the gateway's on. One that never answers is waited for shortly, not for six seconds. */
    async fault(fault: Parameters<typeof payments.fault>[0]) {
      if (fault.kind.startsWith("timeout")) patience.gatewayMs = 2_000;
      await payments.fault(fault);
    },
    async endFaults() {
      patience.gatewayMs = null;
      await payments.resetFaults();
    },
    staff,
    app: request(createOrdersApp(deps, config)),
    /** The service at an address of its own, for who must be told where to send to. */
    serve: () => listen(createOrdersApp(deps, config), 0),
    internalApp,
    /** Of the orders service, and of the catalog. */
    sql: deps.database.sql,
    stockSql: stock.sql,
    freshQueue: (name: Parameters<typeof freshQueue>[0]) => freshQueue(name, { topicArn: topic.arn }),
    /** Where an orders program of this test finds what it stands on. */
    ordersEnvironment,
    /** The service as a program of its own, beside the one in this process and on its database: one to kill. */
    startOrdersProgram: (differently: Record<string, string> = {}) =>
      startServiceProgram("services/orders/main.js", { ...ordersEnvironment, ...differently }),
    /** The worker, likewise: it publishes events, and takes up what was left. */
    startOrdersWorker: (differently: Record<string, string> = {}) =>
      startServiceProgram("services/orders/worker.js", { ...ordersEnvironment, ...differently }),
    /** The cart's worker, which takes what was ordered out of the carts. */
    startCartWorker: (queue: { environment: Record<string, string> }) =>
      startServiceProgram("services/cart/worker.js", {
        ...carts.environment,
        ...topic.environment,
        ...queue.environment,
        CATALOG_URL: catalogUrl,
        ORDERS_URL: `http://127.0.0.1:${ordersPort}`,
      }),
    killCatalog: () => catalog.kill(),
    async restartCatalog() {
      catalog = await startCatalog();
    },
    /** Makes a product with so many pieces in stock. */
    stockedProduct: (pieces: number, price = 2_500) => makeStocked(pieces, price),
    /** Makes a product with so many pieces in stock, and gives its SKU. */
    stocked: async (pieces: number, price = 2_500) => (await makeStocked(pieces, price)).sku,
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
    /** The same cart, with one more line. */
    async withLine(cartId: string, sku: string, quantity: number, token?: string): Promise<string> {
      await callJson(cart, "POST", `/carts/${cartId}/items`, { token, body: { sku, quantity } });
      return cartId;
    },
    /** What is in a cart of a guest's. */
    async linesOf(cartId: string): Promise<{ sku: string; quantity: number }[]> {
      const { items } = await callJson(cart, "GET", `/carts/${cartId}`, {});
      return items.map(({ sku, quantity }: { sku: string; quantity: number }) => ({ sku, quantity }));
    },
    emptyCart: async (): Promise<string> => (await callJson(cart, "POST", "/carts", {})).id,
    /** The same cart, with a coupon; tried again while this process is too busy to tell the cart what it is worth. */
    async withCoupon(cartId: string, code: string, token?: string): Promise<string> {
      const put = () => callJson(cart, "PUT", `/carts/${cartId}/coupon`, { token, body: { code } });
      await eventually(put, { withinMs: 15_000 });
      return cartId;
    },
    async stop() {
      internalServer.close();
      internalServer.closeAllConnections();
      await Promise.all([deps.close(), stock.close()]);
      await Promise.all([catalog.stop(), cart.stop(), payments.stop()]);
      await Promise.all([ordersDatabase.drop(), catalogDatabase.drop()]);
    },
  };
}

/** The gateway itself, which is given no more time than there is patience for. */
const askedWith = (patience: { gatewayMs: number | null }, gateway: PaymentGateway): PaymentGateway =>
  new Proxy(gateway, {
    get(target, name: keyof PaymentGateway) {
      const call = target[name].bind(target) as (asked: unknown, ...more: unknown[]) => unknown;
      return (asked: { deadlineMs?: number }, ...more: unknown[]) => {
        const isHurried = patience.gatewayMs !== null && asked?.deadlineMs !== undefined;
        return call(isHurried ? { ...asked, deadlineMs: patience.gatewayMs } : asked, ...more);
      };
    },
  });

function listen(app: RequestListener, port: number): Promise<Server> {
  return new Promise((resolve) => {
    const server = createServer(app).listen(port, "127.0.0.1", () => resolve(server));
  });
}
