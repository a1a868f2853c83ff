import type { LineFault } from "../src/imports/entry";
import { importCatalogue } from "../src/imports/import-catalogue";
import {
  announced,
  anOrderId,
  aProduct,
  aSku,
  aSlug,
  aVariant,
  type CatalogGround,
  dollars,
  makeProduct,
  startCatalog,
  stockOf,
} from "./catalog-ground";

let shop: CatalogGround;
beforeAll(async () => {
  shop = await startCatalog();
});
afterAll(() => shop.stop());

/** As staff see it, at once: others see what is kept for a moment longer. */
const get = async (slug: string) =>
  (await shop.api.get(`/api/v1/products/${slug}`).set("Authorization", shop.staff).expect(200)).body;

/** Takes in lines (text as it is, the rest as JSON), and gives what became of them. */
async function take(...lines: unknown[]) {
  const text = lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line))).join("\n");
  const faults: LineFault[] = [];
  const counts = await importCatalogue(shop.deps, [Buffer.from(text)], {
    onFault: (fault) => faults.push(fault),
  });
  return { ...counts, faults };
}

/** A category, a brand and a product of them, as lines. */
function aCatalogue(like: Record<string, unknown> = {}) {
  const [category, brand, sku] = [aSlug("category"), aSlug("brand"), aSku()];
  return {
    sku,
    category: { kind: "category", slug: category, name: "Kettles" },
    brand: { kind: "brand", slug: brand, name: "Kettlewell" },
    product: {
      kind: "product",
      ...aProduct({
        category,
        brand,
        tags: ["coffee"],
        variants: [
          aVariant({
            sku,
            compareAtPrice: dollars(9_900),
            weightGrams: 900,
            stock: 12,
            lowStockThreshold: 3,
          }),
        ],
      }),
      ...like,
    } as Record<string, unknown> & { slug: string },
  };
}

test("a catalogue is taken in, with its first stock in the ledger", async () => {
  const { category, brand, product, sku } = aCatalogue();

  const counts = await take(category, brand, product);

  expect(counts).toEqual({ total: 3, created: 3, updated: 0, failed: 0, faults: [] });
  expect(await get(product.slug)).toMatchObject({
    name: "Plain Thing",
    brand: { name: "Kettlewell" },
    category: { path: ["Kettles"] },
    variants: [{ sku, available: 12, compareAtPrice: dollars(9_900) }],
  });
  const history = await shop.api.get(`/api/v1/inventory/${sku}/history`).set("Authorization", shop.staff);
  expect(history.body.items).toEqual([
    expect.objectContaining({ delta: 12, onHand: 12, reason: "received" }),
  ]);
  expect(await announced(shop, "stock.changed", sku)).toHaveLength(1);
});

test("the same catalogue again changes no stock, and brings the rest to what it says", async () => {
  const { category, brand, product, sku } = aCatalogue();
  await take(category, brand, product);
  const before = await get(product.slug);

  const again = await take(
    { ...category, name: "Pots" },
    { ...brand, name: "Potter" },
    { ...product, name: "Teapot" },
  );

  expect(again).toEqual({ total: 3, created: 0, updated: 3, failed: 0, faults: [] });
  expect(await stockOf(shop, sku)).toEqual({ onHand: 12, reserved: 0, available: 12 });
  expect(await get(product.slug)).toEqual({
    ...before,
    name: "Teapot",
    brand: { slug: brand.slug, name: "Potter" },
    category: { slug: category.slug, name: "Pots", path: ["Pots"] },
    updatedAt: expect.any(String),
  });
  const { body } = await shop.api.get("/api/v1/products?q=potter").set("Authorization", shop.staff);
  expect(body.total).toBe(1);
});

test("a bad line fails alone, with its number and why", async () => {
  const { category, brand, product } = aCatalogue();
  const taken = (await makeProduct(shop)).variants[0].sku;
  const other = (like: object) => ({ ...product, slug: aSlug(), variants: [aVariant()], ...like });

  const { faults, ...counts } = await take(
    category,
    brand,
    "{ not json",
    "",
    other({ colour: "red" }),
    other({ category: "nowhere" }),
    other({ variants: [aVariant({ sku: taken })] }),
    other({ name: "half a pair: \ud800" }),
    { kind: "planet" },
    product,
    `{"kind":"brand","slug":"${aSlug()}","name":"${"x".repeat(1_000_000)}"}`,
    { kind: "category", slug: aSlug(), name: "Orphans", parent: "nowhere" },
  );

  expect(counts).toEqual({ total: 11, created: 3, updated: 0, failed: 8 });
  expect(faults.map(({ line }) => line)).toEqual([3, 5, 6, 7, 8, 9, 11, 12]);
  const why = Object.fromEntries(faults.map(({ line, message }) => [line, message]));
  expect(why[3]).toBe("is not JSON");
  expect(why[5]).toContain("colour");
  expect(why[6]).toBe("category: is not the slug of a category");
  expect(why[7]).toBe(`Another product has the SKU ${taken}.`);
  expect(why[8]).toContain("Unicode");
  expect(why[11]).toBe("is longer than 1000000 bytes");
  expect(why[9]).toContain("kind");
  expect(why[12]).toBe("parent: is not the slug of a category");
  await get(product.slug);
});

test("of two lines that want one SKU the first gets it; of two of one product the second stands", async () => {
  const { category, brand, product, sku } = aCatalogue();
  const thief = { ...product, slug: aSlug() };

  const { faults, ...counts } = await take(category, brand, product, thief, { ...product, name: "Twice" });

  expect(counts).toEqual({ total: 5, created: 3, updated: 1, failed: 1 });
  expect(faults).toEqual([{ line: 4, message: `Another product has the SKU ${sku}.` }]);
  expect((await get(product.slug)).name).toBe("Twice");
});

test("a variant that a line leaves out goes, but not while an order holds it", async () => {
  const { category, brand, product, sku } = aCatalogue();
  await take(category, brand, product);
  const orderId = anOrderId();
  const reservation = (method: "put" | "delete") =>
    shop.internal[method](`/internal/reservations/${orderId}`).set("Authorization", shop.serviceToken);
  await reservation("put")
    .send({ items: [{ sku, quantity: 1 }] })
    .expect(200);
  const replaced = { ...product, variants: [aVariant()] };

  const held = await take(replaced);
  await reservation("delete").expect(200);
  const free = await take(replaced);

  expect(held.faults).toEqual([{ line: 1, message: `Orders are being paid that hold ${sku}.` }]);
  expect(free.updated).toBe(1);
  expect((await get(product.slug)).variants).toHaveLength(1);
});

test("a thousand products come in batches, and how far it is is told", async () => {
  const { category, brand, product } = aCatalogue();
  const lines = Array.from({ length: 1_000 }, () => ({
    ...product,
    slug: aSlug(),
    variants: [aVariant({ stock: 2 })],
  }));
  const text = [category, brand, ...lines].map((line) => JSON.stringify(line)).join("\n");
  const told: number[] = [];

  const counts = await importCatalogue(shop.deps, [Buffer.from(text)], {
    onProgress: ({ total }) => told.push(total),
  });

  expect(counts).toEqual({ total: 1_002, created: 1_002, updated: 0, failed: 0 });
  expect(told).toEqual([2, 202, 402, 602, 802, 1_002]);
});

test("two imports of one catalogue at once disturb each other in nothing", async () => {
  const { category, brand, product } = aCatalogue();
  const skus = Array.from({ length: 30 }, () => aSku());
  const lines = skus.map((sku) => ({ ...product, slug: aSlug(), variants: [aVariant({ sku, stock: 5 })] }));

  const both = await Promise.all([take(category, brand, ...lines), take(category, brand, ...lines)]);

  expect(both.flatMap(({ faults }) => faults)).toEqual([]);
  for (const sku of skus) expect(await stockOf(shop, sku)).toMatchObject({ onHand: 5 });
});
