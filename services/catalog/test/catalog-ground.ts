import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { join } from "node:path";
import { type EventType, eventSchemas } from "@shopeasy/contracts/events";
import type { OrderId, Sku } from "@shopeasy/contracts/ids";
import { cloudEnvironment } from "@shopeasy/testing/cloud";
import { freshDatabase } from "@shopeasy/testing/database";
import { accessTokenFor, jwksUrl } from "@shopeasy/testing/tokens";
import postgres from "postgres";
import request, { type Response } from "supertest";
import { createCatalogApp, createCatalogInternalApp } from "../src/app";
import { readConfig } from "../src/config";
import { createDeps } from "../src/deps";

const migrationsFolder = join(__dirname, "../src/db/migrations");

/** Nobody listens there. */
const nowhere = "http://127.0.0.1:9";

export type CatalogGround = Awaited<ReturnType<typeof startCatalog>>;

/** The catalog service in this process, on a database of this file's own, with what tests ask of it. */
export async function startCatalog(environment: Record<string, string> = {}) {
  const fresh = await freshDatabase({ migrationsFolder });
  const config = readConfig({
    ...cloudEnvironment(),
    DATABASE_URL: fresh.url,
    JWKS_URL: jwksUrl(),
    SERVICE_TOKEN_SECRET: "a secret between the services of the tests",
    USERS_URL: nowhere,
    CART_URL: nowhere,
    ORDERS_URL: nowhere,
    FEEDBACK_URL: nowhere,
    LOG_LEVEL: "error",
    TRACE_SAMPLE_RATE: "0",
    // So that tests read what they have just written.
    ANSWER_CACHE_MB: "0",
    ...environment,
  });
  const deps = createDeps(config);
  const open = createServer(createCatalogApp(deps, config)).listen(0, "127.0.0.1");
  const internal = createServer(createCatalogInternalApp(deps)).listen(0, "127.0.0.1");
  // Beside the service's own pool: to see, and to bring about what time alone would.
  const outside = postgres(fresh.url, { max: 2, onnotice: () => {} });
  const staff = await accessTokenFor({ userId: randomUUID(), role: "staff" });

  return {
    deps,
    outside,
    url: fresh.url,
    api: request(open),
    internal: request(internal),
    staff: `Bearer ${staff}`,
    serviceToken: `Bearer ${await deps.serviceTokens.tokenFor("catalog")}`,
    async stop() {
      for (const server of [open, internal]) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
      await outside.end();
      await deps.close();
      await fresh.drop();
    },
  };
}

export const customerToken = async () =>
  `Bearer ${await accessTokenFor({ userId: randomUUID(), role: "customer" })}`;

/** The code of a problem: its type's last segment. */
export const codeOf = ({ body }: Pick<Response, "body">): string | undefined => body.type?.split("/").at(-1);

/** Unlike any other. */
export const aSlug = (kind = "thing") => `${kind}-${randomUUID().slice(0, 8)}`;
export const aSku = () => `SKU-${randomUUID().slice(0, 8)}` as Sku;
export const anOrderId = () => randomUUID() as OrderId;

export const dollars = (amount: number) => ({ amount, currency: "USD" });

export const aVariant = (like: Record<string, unknown> = {}) => ({
  sku: aSku() as string,
  options: {},
  price: dollars(2_500),
  ...like,
});

export const aProduct = (like: Record<string, unknown> = {}) => ({
  name: "Plain Thing",
  slug: aSlug(),
  description: "Does what it should.",
  options: [],
  variants: [aVariant()],
  status: "active",
  ...like,
});

/** Makes a category, and gives its slug. */
export async function makeCategory({ api, staff }: CatalogGround, like: Record<string, unknown> = {}) {
  const category = { name: "Things", slug: aSlug("category"), ...like };
  await api.post("/api/v1/categories").set("Authorization", staff).send(category).expect(201);
  return category.slug;
}

export async function makeBrand({ api, staff }: CatalogGround, like: Record<string, unknown> = {}) {
  const brand = { name: "Northfold", slug: aSlug("brand"), ...like };
  await api.post("/api/v1/brands").set("Authorization", staff).send(brand).expect(201);
  return brand.slug;
}

/** Makes a product, in a category of its own unless one is named, and gives it as it was answered. */
export async function makeProduct(ground: CatalogGround, like: Record<string, unknown> = {}) {
  const product = aProduct(like);
  const category = "category" in product ? product.category : await makeCategory(ground);
  const { body } = await ground.api
    .post("/api/v1/products")
    .set("Authorization", ground.staff)
    .send({ ...product, category })
    .expect(201);
  return body;
}

/** Makes a product of one variant with so many pieces, and gives its SKU. */
export async function makeStock(ground: CatalogGround, pieces: number, like: Record<string, unknown> = {}) {
  const sku = aSku();
  await makeProduct(ground, { variants: [aVariant({ sku, ...like })] });
  if (pieces > 0) await receive(ground, sku, pieces);
  return sku;
}

export async function receive({ api, staff }: CatalogGround, sku: string, delta: number) {
  await api
    .post(`/api/v1/inventory/${sku}/adjustments`)
    .set("Authorization", staff)
    .set("Idempotency-Key", randomUUID())
    .send({ delta, reason: "received" })
    .expect(201);
}

/** What there is of a SKU, as staff see it. */
export async function stockOf({ api, staff }: CatalogGround, sku: string) {
  const { body } = await api.get(`/api/v1/inventory/${sku}`).set("Authorization", staff).expect(200);
  return { onHand: body.onHand, reserved: body.reserved, available: body.available };
}

/** The newest of what was announced of something, by type. */
export async function announced({ outside }: CatalogGround, type: EventType, aggregateId: string) {
  const rows = await outside`
    select payload from outbox where type = ${type} and aggregate_id = ${aggregateId}
    order by aggregate_version desc, id desc`;
  // Some are written by SQL: the schemas hold for those, too.
  for (const { payload } of rows) eventSchemas[type].parse(payload);
  return rows.map((row) => row.payload);
}
