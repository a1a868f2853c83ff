import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { freshDatabase } from "@shopeasy/testing/database";
import { startServiceProgram } from "@shopeasy/testing/service-program";
import { accessTokenFor } from "@shopeasy/testing/tokens";

const migrationsFolder = join(__dirname, "../../catalog/src/db/migrations");

/** Nobody listens there: the shop's health is not asked here. */
const nowhere = "http://127.0.0.1:9";

export interface OnSale {
  /** Pieces in stock; 10 unless given. */
  pieces?: number;
  /** In cents. */
  price?: number;
  currency?: string;
  /** As many as skus. */
  variants?: number;
  name?: string;
}

/** The real catalog, as a program on a database of this file's own, and what staff do there. */
export async function startCatalog() {
  const database = await freshDatabase({ migrationsFolder });
  const program = await startServiceProgram("services/catalog/main.js", {
    DATABASE_URL: database.url,
    USERS_URL: nowhere,
    CART_URL: nowhere,
    ORDERS_URL: nowhere,
    FEEDBACK_URL: nowhere,
  });
  const token = await accessTokenFor({ userId: randomUUID(), role: "staff" });

  async function asStaff(method: string, path: string, body: unknown): Promise<Record<string, unknown>> {
    const response = await fetch(`${program.url}/api/v1${path}`, {
      method,
      headers: {
        "content-type": "application/json",
        authorization: `Bearer ${token}`,
        "idempotency-key": randomUUID(),
      },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return JSON.parse(text);
  }

  const category = `things-${randomUUID().slice(0, 8)}`;
  await asStaff("POST", "/categories", { slug: category, name: "Things" });

  const stock = (sku: string, delta: number) =>
    asStaff("POST", `/inventory/${sku}/adjustments`, {
      delta,
      reason: delta > 0 ? "received" : "damaged",
      note: "for a test",
    });

  /** Puts a product on sale, and gives it with the SKUs of its variants. */
  async function sellMany({
    pieces = 10,
    price = 2_500,
    currency = "USD",
    variants = 1,
    name = "Thing",
  }: OnSale = {}) {
    const series = randomUUID().slice(0, 8);
    const sizes = Array.from({ length: variants }, (_, index) => String(index + 1));
    const skus = sizes.map((size) => `T-${series}.${size}`);
    const { id } = await asStaff("POST", "/products", {
      name,
      slug: `thing-${series}`,
      description: "Does what it should.",
      category,
      options: [{ name: "Size", values: sizes }],
      variants: skus.map((sku, index) => ({
        sku,
        options: { Size: sizes[index] },
        price: { amount: price, currency },
      })),
      status: "active",
    });
    if (pieces > 0) await Promise.all(skus.map((sku) => stock(sku, pieces)));
    return { productId: String(id), slug: `thing-${series}`, skus };
  }

  return {
    internalUrl: program.internalUrl,
    category,
    sellMany,
    /** Puts a product of one variant on sale. */
    async sell(onSale: OnSale = {}) {
      const { skus, ...product } = await sellMany(onSale);
      return { ...product, sku: skus[0] ?? "" };
    },
    stock,
    reprice: (slug: string, sku: string, amount: number) =>
      asStaff("PATCH", `/products/${slug}/variants/${sku}`, { price: { amount, currency: "USD" } }),
    archive: (slug: string) => asStaff("PATCH", `/products/${slug}`, { status: "archived" }),
    async stop() {
      await program.stop();
      await database.drop();
    },
  };
}
