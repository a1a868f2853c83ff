import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { cloudEnvironment } from "@shopeasy/testing/cloud";
import { freshQueue } from "@shopeasy/testing/queues";
import { serviceTokenSecret } from "@shopeasy/testing/service-program";
import { freshStream } from "@shopeasy/testing/streams";
import { freshTable } from "@shopeasy/testing/tables";
import { accessTokenFor, jwksUrl } from "@shopeasy/testing/tokens";
import request, { type Response } from "supertest";
import { createCartApp, createCartInternalApp } from "../src/app";
import { readConfig } from "../src/config";
import { createDeps, type Deps } from "../src/deps";
import { startCatalog } from "./catalog-neighbour";

/** Nobody listens there: only the tests of coupons have orders beside them. */
const nowhere = "http://127.0.0.1:9";

export type CartGround = Awaited<ReturnType<typeof startCartGround>>;

/** The cart service in this process, on resources of this file's own, with the real catalog beside it. */
export async function startCartGround() {
  const [catalog, table, stream, queue] = await Promise.all([
    startCatalog(),
    freshTable("carts"),
    freshStream(),
    freshQueue("cart-events", { differently: { visibilityTimeoutSeconds: 1 } }),
  ]);
  const environment: Record<string, string> = {
    ...cloudEnvironment(),
    ...table.environment,
    ...stream.environment,
    ...queue.environment,
    CATALOG_URL: catalog.internalUrl,
    ORDERS_URL: nowhere,
    JWKS_URL: jwksUrl(),
    SERVICE_TOKEN_SECRET: serviceTokenSecret,
    TRACE_SAMPLE_RATE: "0",
    LOG_LEVEL: "error",
  };
  // The SDK looks for its account in the process's own environment.
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } = cloudEnvironment();
  Object.assign(process.env, { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY });

  let ahead = 0;
  const clock = { now: () => new Date(Date.now() + ahead) };
  const stops: (() => Promise<unknown>)[] = [];

  /** A task of the service on the same carts; its environment may differ. */
  function startTask(differently: Record<string, string> = {}) {
    const config = readConfig({ ...environment, ...differently });
    const deps: Deps = { ...createDeps(config), clock };
    const open = createServer(createCartApp(deps, config)).listen(0, "127.0.0.1");
    const internal = createServer(createCartInternalApp(deps)).listen(0, "127.0.0.1");
    stops.push(async () => {
      for (const server of [open, internal]) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
      await deps.close();
    });
    return { deps, api: request(open), internal: request(internal) };
  }

  const task = startTask();
  return {
    ...task,
    catalog,
    environment,
    queueUrl: queue.url,
    deadLetterUrl: queue.deadLetterUrl,
    streamName: stream.name,
    startTask,
    /** Lets time pass, until the end of the test file. */
    pass(milliseconds: number) {
      ahead += milliseconds;
    },
    serviceToken: async () => `Bearer ${await task.deps.serviceTokens.tokenFor("cart")}`,
    async stop() {
      await Promise.all(stops.map((stop) => stop()));
      await catalog.stop();
    },
  };
}

export const days = (count: number) => count * 86_400_000;

/** Somebody signed in, and the header that says so. */
export async function signedIn(role: "customer" | "staff" | "admin" = "customer") {
  const userId = randomUUID();
  return { userId, authorization: `Bearer ${await accessTokenFor({ userId, role })}` };
}

type Headers = Record<string, string>;

/** Calls of one task, as a browser makes them. `who` are the headers that say who calls. */
export function cartCalls({ api }: Pick<CartGround, "api">) {
  const path = (id: string, sku?: string) => `/api/v1/carts/${id}/items${sku ? `/${sku}` : ""}`;
  return {
    open: (who: Headers = {}) => api.post("/api/v1/carts").set(who),
    get: (id: string, who: Headers = {}) => api.get(`/api/v1/carts/${id}`).set(who),
    add: (id: string, sku: string, quantity = 1, who: Headers = {}) =>
      api.post(path(id)).set(who).send({ sku, quantity }),
    set: (id: string, sku: string, quantity: number, who: Headers = {}) =>
      api.put(path(id, sku)).set(who).send({ quantity }),
    remove: (id: string, sku: string, who: Headers = {}) => api.delete(path(id, sku)).set(who),
    empty: (id: string, who: Headers = {}) => api.delete(path(id)).set(who),
    setCoupon: (id: string, code: string, who: Headers = {}) =>
      api.put(`/api/v1/carts/${id}/coupon`).set(who).send({ code }),
    removeCoupon: (id: string, who: Headers = {}) => api.delete(`/api/v1/carts/${id}/coupon`).set(who),
    merge: (id: string, who: Headers = {}) => api.post(`/api/v1/carts/${id}/merge`).set(who),
    /** A new guest's cart with these in it, and its id. */
    async guestCart(...lines: [sku: string, quantity: number][]): Promise<string> {
      const { body } = await api.post("/api/v1/carts").expect(201);
      for (const [sku, quantity] of lines) await api.post(path(body.id)).send({ sku, quantity }).expect(200);
      return body.id;
    },
    /** A customer with a cart of her own that holds these. */
    async customer(...lines: [sku: string, quantity: number][]) {
      const { userId, authorization } = await signedIn();
      const who = { authorization };
      const { body } = await api.post("/api/v1/carts").set(who).expect(201);
      for (const [sku, quantity] of lines) {
        await api.post(path(body.id)).set(who).send({ sku, quantity }).expect(200);
      }
      return { userId, who, cartId: String(body.id) };
    },
  };
}

/** The code of a problem: its type's last segment. */
export const codeOf = ({ body }: Pick<Response, "body">): string | undefined => body.type?.split("/").at(-1);

/** What is in a cart, as `{ sku: quantity }`. */
export const contents = ({ body }: Pick<Response, "body">): Record<string, number> =>
  Object.fromEntries(body.items.map((item: { sku: string; quantity: number }) => [item.sku, item.quantity]));
