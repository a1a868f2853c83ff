import { randomUUID } from "node:crypto";
import { join } from "node:path";
import type { ProductId } from "@shopeasy/contracts/ids";
import { freshDatabase } from "@shopeasy/testing/database";
import { startServiceProgram } from "@shopeasy/testing/service-program";
import { accessTokenFor } from "@shopeasy/testing/tokens";

const migrationsFolder = join(__dirname, "../../catalog/src/db/migrations");

/** Nobody listens there: catalog has nothing to ask of others here. */
const nowhere = "http://127.0.0.1:9";

const productsOfAFile = 30;

/** The real catalog, as a program on a database of this file's own, with products to be reviewed. */
async function startCatalog() {
  const database = await freshDatabase({ migrationsFolder });
  const program = await startServiceProgram("services/catalog/main.js", {
    DATABASE_URL: database.url,
    USERS_URL: nowhere,
    CART_URL: nowhere,
    ORDERS_URL: nowhere,
    FEEDBACK_URL: nowhere,
  });
  const token = await accessTokenFor({ userId: randomUUID(), role: "staff" });

  async function asStaff(path: string, body: unknown): Promise<{ id: ProductId }> {
    const response = await fetch(`${program.url}/api/v1${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`POST ${path}: ${response.status} ${text}`);
    return JSON.parse(text);
  }

  await asStaff("/categories", { slug: "things", name: "Things" });
  const made = Array.from({ length: productsOfAFile }, (_, index) =>
    asStaff("/products", {
      name: "Thing",
      slug: `thing-${index}`,
      description: "Does what it should.",
      category: "things",
      options: [],
      variants: [{ sku: `T-${index}`, options: {}, price: { amount: 1_999, currency: "USD" } }],
      status: "active",
    }),
  );
  const products = (await Promise.all(made)).map(({ id }) => id);
  return {
    internalUrl: program.internalUrl,
    products,
    async stop() {
      await program.stop();
      await database.drop();
    },
  };
}

let shared: { catalog: ReturnType<typeof startCatalog>; users: number } | undefined;
let unreviewed: ProductId[] = [];

/** The catalog of this test file: started for the first who wants it, and stopped when the last one leaves it. */
export async function useCatalog() {
  shared ??= { catalog: startCatalog(), users: 0 };
  const used = shared;
  used.users += 1;
  const isFirst = used.users === 1;
  const catalog = await used.catalog;
  if (isFirst) unreviewed = [...catalog.products];
  return {
    internalUrl: catalog.internalUrl,
    async leave() {
      used.users -= 1;
      if (used.users > 0) return;
      shared = undefined;
      await catalog.stop();
    },
  };
}

/** A product that nobody has reviewed. */
export function aProductId(): ProductId {
  const id = unreviewed.pop();
  if (!id) throw new Error("No product is left that nobody has reviewed: have more made.");
  return id;
}
