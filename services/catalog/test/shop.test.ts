import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { rememberHealth } from "../src/shop/remember-health";
import {
  anOrderId,
  aVariant,
  type CatalogGround,
  makeCategory,
  makeProduct,
  makeStock,
  startCatalog,
} from "./catalog-ground";

let shop: CatalogGround;
/** Plays no service of ours: only something that answers, or doesn't. */
const neighbour = createServer((request, response) => {
  if (request.url?.startsWith("/silent")) return;
  response.writeHead(request.url === "/broken/health/ready" ? 503 : 200).end("{}");
});
beforeAll(async () => {
  await new Promise<void>((resolve) => neighbour.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(neighbour.address() as AddressInfo).port}`;
  shop = await startCatalog({
    USERS_URL: origin,
    CART_URL: `${origin}/broken`,
    ORDERS_URL: `${origin}/silent`,
    SERVICE_VERSION: "1.4.0",
  });
});
afterAll(async () => {
  await shop.stop();
  neighbour.closeAllConnections();
  neighbour.close();
});

test("the health of the shop tells which service is down, within two seconds", async () => {
  const startedAt = Date.now();

  const { body } = await shop.api.get("/api/v1/health").expect(200);

  expect(body).toEqual({
    status: "degraded",
    services: { users: "ok", catalog: "ok", cart: "down", orders: "down", feedback: "down" },
    version: "1.4.0",
  });
  expect(Date.now() - startedAt).toBeLessThan(10_000);
});

test("services are asked once for all who want to know within a second", async () => {
  let asked = 0;
  let now = 5_000;
  const health = rememberHealth(
    async () => {
      asked += 1;
      return asked;
    },
    () => now,
  );

  const together = await Promise.all([health(), health(), health()]);
  now += 999;
  const soon = await health();
  now += 1;
  const later = await health();

  expect([...together, soon, later]).toEqual([1, 1, 1, 1, 2]);
});

test("the service is ready while its database answers", async () => {
  const { body } = await shop.internal.get("/health/ready").expect(200);

  expect(body).toEqual({ status: "ok", parts: { database: "up" }, flags: "defaults" });
});

test.each([
  ["/api/v1/openapi.json", { openapi: "3.1.0" }],
  ["/api/v1/asyncapi.json", { asyncapi: "3.0.0" }],
])("the API document %s is served, and can be kept", async (path, about) => {
  const { body, headers } = await shop.api.get(path).expect(200);

  expect(body).toMatchObject(about);
  expect(headers["content-type"]).toMatch(/^application\/json/);
  await shop.api.get(path).set("If-None-Match", headers.etag!).expect(304);
});

test("the page of the API loads nothing that its policy forbids or that is not there", async () => {
  const { text, headers } = await shop.api
    .get("/api/v1/docs")
    .expect(200)
    .expect("Content-Type", /text\/html/);

  const loaded = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => String(path));
  expect(loaded).toHaveLength(4);
  expect(text).not.toMatch(/<script>|\son[a-z]+=/);
  expect(headers["content-security-policy"]).toContain("script-src 'self'");
  for (const path of loaded) {
    await shop.api.get(path).expect(200).expect("X-Content-Type-Options", "nosniff");
  }
  const initializer = await shop.api.get("/api/v1/docs/initializer.js").expect("Content-Type", /javascript/);
  expect(initializer.text ?? initializer.body.toString()).toContain("/api/v1/openapi.json");
});

test.each(["package.json", "..%2Fpackage.json", "toString", "nothing"])(
  "of Swagger UI only what the page needs is served: not %s",
  async (asset) => {
    await shop.api.get(`/api/v1/docs/${asset}`).expect(404);
  },
);

test("an unknown path is a 404 problem, a wrong method a 405 with what is allowed", async () => {
  await shop.api
    .get("/nowhere")
    .expect(404)
    .expect("Content-Type", /application\/problem\+json/);
  await shop.api.put("/api/v1/products").expect(405).expect("Allow", "GET, POST, HEAD, OPTIONS");
});

describe("looking up variants for a cart or an order", () => {
  const lookUp = (skus: string[]) =>
    shop.internal.post("/internal/variants/look-up").set("Authorization", shop.serviceToken).send({ skus });

  test("tells what is sold now, at today's price", async () => {
    const sku = await makeStock(shop, 5);
    await shop.internal
      .put(`/internal/reservations/${anOrderId()}`)
      .set("Authorization", shop.serviceToken)
      .send({ items: [{ sku, quantity: 2 }] })
      .expect(200);

    const { body } = await lookUp([sku, "NO-SUCH"]).expect(200);

    expect(body.variants).toEqual([
      {
        sku,
        productId: expect.any(String),
        slug: expect.any(String),
        name: "Plain Thing",
        options: {},
        image: null,
        price: { amount: 2_500, currency: "USD" },
        available: 3,
        weightGrams: 0,
        categoryPath: ["Things"],
        categories: [expect.stringMatching(/^category-/)],
      },
    ]);
  });

  test("names the categories above, from the top down", async () => {
    const top = await makeCategory(shop);
    const middle = await makeCategory(shop, { parent: top });
    const own = await makeCategory(shop, { parent: middle });
    const variant = aVariant();
    await makeProduct(shop, { category: own, variants: [variant] });

    const { body } = await lookUp([variant.sku]).expect(200);

    expect(body.variants[0].categories).toEqual([top, middle, own]);
  });

  test("leaves out drafts and archived products", async () => {
    const [draft, archived] = [aVariant(), aVariant()];
    await makeProduct(shop, { variants: [draft], status: "draft" });
    await makeProduct(shop, { variants: [archived], status: "archived" });

    const { body } = await lookUp([draft.sku, archived.sku]).expect(200);

    expect(body.variants).toEqual([]);
  });
});
