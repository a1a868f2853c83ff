import type { Response } from "supertest";
import { type CatalogGround, makeBrand, makeCategory, makeProduct, startCatalog } from "./catalog-ground";

let shop: CatalogGround;

const ask = (q: string) => shop.api.get(`/api/v1/search/suggestions?q=${encodeURIComponent(q)}`);

/** `kind text` of each suggestion. */
async function suggested(q: string): Promise<string[]> {
  const { body }: Response = await ask(q).expect(200);
  return body.items.map(({ kind, text }: { kind: string; text: string }) => `${kind} ${text}`);
}

beforeAll(async () => {
  shop = await startCatalog();
  const kitchen = await makeCategory(shop, { name: "Kitchen & Kettles", slug: "kitchen" });
  await makeCategory(shop, { name: "Kettle Museum", slug: "kettle-museum" });
  const brand = await makeBrand(shop, { name: "Kettlewell & Söhne", slug: "kettlewell" });
  await makeBrand(shop, { name: "Kettleby", slug: "kettleby" });
  const popular = await makeProduct(shop, { name: "Stainless Steel Kettle", category: kitchen, brand });
  await makeProduct(shop, { name: "Gooseneck Kettle", category: kitchen });
  await makeProduct(shop, { name: "Crème Brûlée Torch", category: kitchen, description: "Not for kettles." });
  await makeProduct(shop, { name: "Running Kettle", category: kitchen, status: "draft" });
  await makeProduct(shop, { name: "T-Shirt", category: kitchen });
  await shop.outside`update products set sold_doublings = 3 where id = ${popular.id}`;
});
afterAll(() => shop.stop());

test("what begins so is suggested: a category, a brand, products, the popular first; but nothing with nothing to sell", async () => {
  const { body } = await ask("ket").expect(200);

  expect(body.items).toEqual([
    { kind: "category", text: "Kitchen & Kettles", slug: "kitchen" },
    { kind: "brand", text: "Kettlewell & Söhne", slug: "kettlewell" },
    { kind: "product", text: "Stainless Steel Kettle", slug: expect.any(String) },
    { kind: "product", text: "Gooseneck Kettle", slug: expect.any(String) },
  ]);
});

test.each([
  ["each word may be half typed, in any order", "ket stain", ["product Stainless Steel Kettle"]],
  ["accents and capitals don't matter", "CREME BRUL", ["product Crème Brûlée Torch"]],
  ["nor do they in a brand", "sohne", ["brand Kettlewell & Söhne"]],
  ["endings don't", "goosenecks kettles", ["product Gooseneck Kettle"]],
  ["nor hyphens", "tshi", ["product T-Shirt"]],
  ["a slip is forgiven in a whole word", "goosneck", ["product Gooseneck Kettle"]],
  ["and in a half typed one", "goosm", ["product Gooseneck Kettle"]],
  ["in the first of two", "stainles stel ket", ["product Stainless Steel Kettle"]],
  ["what nothing is like is like nothing", "xylophone", []],
  ["nothing typed suggests nothing", "", []],
  ["nor do signs", "?! &", []],
])("%s: %s", async (_, q, expected) => {
  expect(await suggested(q)).toEqual(expected);
});

test("there are ten at most, whatever is typed", async () => {
  const category = await makeCategory(shop);
  for (let at = 0; at < 12; at++) await makeProduct(shop, { name: `Zither No ${at}`, category });

  expect(await suggested("zith")).toHaveLength(10);
});

test("an unpopular product is found among many that are more so", async () => {
  const category = await makeCategory(shop);
  await makeProduct(shop, { name: "Quernstone", category });
  await shop.outside`
    insert into products (id, slug, name, description, category_id, tags, images, options, status, currency, price_from,
      price_to, sold_doublings, sort_name, search)
    select gen_random_uuid(), 'bulk-' || at, 'Bulk', '', c.id, '{}', '[]', '[]', 'active', 'USD', 1, 1, 5, 'bulk',
      product_search('Bulk', null, '{}', '')
    from generate_series(1, 700) as at, categories c where c.slug = ${category}`;

  expect(await suggested("quern")).toEqual(["product Quernstone"]);
});

test.each([["%00"], ["%C3"], ["a".repeat(101)]])("a box with %s in it is refused", async (text) => {
  await shop.api.get(`/api/v1/search/suggestions?q=${text}`).expect(400);
});

test.each([
  "'",
  "\\",
  "k:* | x",
  "k <-> e",
  "(",
  "👩‍👩‍👧",
  "كوب",
  "k\u0301\u0301\u0301",
  "a b c d e f g h i j k l m n o p",
  "%_",
])("no text breaks it: %s", async (q) => {
  await ask(q).expect(200);
});

test("q must be there", async () => {
  await shop.api.get("/api/v1/search/suggestions").expect(400);
});
