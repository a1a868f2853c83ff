import { findRelated } from "../src/related/find-related";
import { suggest } from "../src/suggestions/suggest";
import { listing, type SeededCatalogue, startSeededCatalogue } from "./seeded-catalogue";

/** Few, but more than a page or an index's leaf holds: what would be read whole at 100,000 shows. */
let shop: SeededCatalogue;
beforeAll(async () => {
  shop = await startSeededCatalogue(4_000);
}, 120_000);
afterAll(() => shop.stop());

/** What is read of 21 products to show them, in pages. */
const shown = 21 * 20;

test.each([
  ["everything, the newest first", {}, ["products_newest_index"], 80],
  ["everything by price", { sort: "price" }, ["products_price_index", "products_newest_index"], 60],
  ["the dearest first", { sort: "-price" }, ["products_price_index"], 60],
  ["everything by rating", { sort: "rating" }, ["products_rating_index"], 60],
  ["everything by name", { sort: "name" }, ["products_name_index"], 100],
  ["a category", { category: "coffee-and-tea" }, ["products_in_category_index"], 30],
  ["a category by price", { category: "coffee-and-tea", sort: "price" }, ["products_in_category_index"], 30],
  [
    "a category by rating",
    { category: "coffee-and-tea", sort: "rating" },
    ["products_in_category_index"],
    30,
  ],
  ["a large category", { category: "home-and-kitchen" }, ["products_in_category_index"], 60],
  ["a category that is not there", { category: "nothing" }, ["products_in_category_index"], 10],
  [
    "what is cheap in a category",
    { category: "coffee-and-tea", maxPrice: "2000" },
    ["products_in_category_index"],
    30,
  ],
  [
    "what a category has in stock",
    { category: "coffee-and-tea", inStock: "true" },
    ["products_in_category_index", "stock_available_index"],
    900,
  ],
  ["a tag", { tag: ["carbon-steel"] }, ["products_tags_index"], 200],
  ["a brand", { brand: "hearthwell" }, ["products_brand_index"], 200],
  ["a word", { q: "kettle" }, ["products_search_index"], 200],
  ["two words, by price", { q: "stainless kettle", sort: "price" }, ["products_search_index"], 100],
  ["a slip", { q: "stainles kettel" }, ["products_search_index", "search_words_slips_index"], 300],
  ["a SKU", { q: "spw-prun-101" }, ["variants_sku_index", "products_pkey"], 40],
])("%s is found by its index, with no table read whole", async (_, query, indexes, mostPages) => {
  const plans = await shop.plansOf(listing(query));

  const scans = plans.flatMap((plan) => plan.scans);
  for (const index of indexes) expect(scans.join()).toContain(index);
  expect(scans.filter((scan) => /^Seq Scan (products|stock|variants|search_words)/.test(scan))).toEqual([]);
  for (const { pages } of plans) expect(pages).toBeLessThan(mostPages + shown);
});

test("a page deep in a list costs what the first one does", async () => {
  const { body } = await shop.api.get("/api/v1/products?sort=price&limit=100");
  let cursor: string = body.nextCursor;
  for (let page = 2; page < 20; page++) {
    cursor = (await shop.api.get(`/api/v1/products?sort=price&limit=100&cursor=${cursor}`)).body.nextCursor;
  }

  const [plan] = await shop.plansOf(listing({ sort: "price", cursor }));

  expect(plan?.scans.join()).toContain("products_price_index");
  expect(plan?.pages).toBeLessThan(60 + shown);
});

test("facets read what matches once", async () => {
  const plans = await shop.plansOf(listing({ category: "coffee-and-tea", facets: "true" }));

  const facets = plans.find(({ text }) => text.includes("grouping sets"));
  expect(facets?.scans.filter((scan) => /products/.test(scan) && !/Bitmap Heap/.test(scan))).toHaveLength(1);
  expect(facets?.pages).toBeLessThan(250);
});

test.each(["k", "co", "kettle", "stainless ket", "zzz"])(
  "suggestions for %s look at the popular first, and at no table whole",
  async (typed) => {
    const plans = await shop.plansOf((database) => suggest(database, typed));

    const scans = plans.flatMap((plan) => plan.scans);
    expect(scans.join()).toMatch(/products_popular_index|search_words/);
    expect(scans.filter((scan) => /^Seq Scan (products|search_words)/.test(scan))).toEqual([]);
    for (const { pages } of plans) expect(pages).toBeLessThan(1_500);
  },
);

test("related products are found among the nearest, not among all", async () => {
  const [product] = await shop.outside`select slug from products where status = 'active' limit 1`;

  const plans = await shop.plansOf((database) => findRelated(database, product?.slug, { isStaff: false }));

  const scans = plans.flatMap((plan) => plan.scans);
  expect(scans.join()).toContain("bought_together_orders_index");
  expect(scans.join()).toContain("products_in_category_index");
  expect(scans.filter((scan) => /^Seq Scan (products|stock|variants|bought)/.test(scan))).toEqual([]);
  for (const { pages } of plans) expect(pages).toBeLessThan(3_000);
});
