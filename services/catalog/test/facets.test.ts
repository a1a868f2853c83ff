import fc from "fast-check";
import {
  aVariant,
  type CatalogGround,
  dollars,
  makeBrand,
  makeCategory,
  makeProduct,
  receive,
  startCatalog,
} from "./catalog-ground";

let shop: CatalogGround;
/** For catalogues that are made and thrown away. */
let ground: CatalogGround;
beforeAll(async () => {
  [shop, ground] = await Promise.all([startCatalog(), startCatalog()]);
});
afterAll(() => Promise.all([shop.stop(), ground.stop()]));

const facetsOf = async (query: string, { api } = shop) =>
  (await api.get(`/api/v1/products?facets=true&limit=1&${query}`).expect(200)).body;

test("facets count the whole result, however short the page", async () => {
  const outdoor = await makeCategory(shop, { name: "Outdoor" });
  const tents = await makeCategory(shop, { name: "Tents", parent: outdoor });
  const northfold = await makeBrand(shop, { name: "Northfold" });
  const sold = (price: number) => [aVariant({ price: dollars(price) })];
  await makeProduct(shop, { category: tents, brand: northfold, tags: ["camping"], variants: sold(24_900) });
  await makeProduct(shop, { category: tents, tags: ["camping", "light"], variants: sold(19_999) });
  await makeProduct(shop, { category: outdoor, tags: ["light"], variants: sold(99) });
  await makeProduct(shop, { category: outdoor, status: "draft" });

  const { total, items, facets } = await facetsOf(`category=${outdoor}`);

  expect([total, items.length]).toEqual([3, 1]);
  expect(facets).toEqual({
    categories: [
      { slug: outdoor, name: "Outdoor", count: 3 },
      { slug: tents, name: "Tents", count: 2 },
    ],
    brands: [{ slug: northfold, name: "Northfold", count: 1 }],
    tags: [
      { tag: "camping", count: 2 },
      { tag: "light", count: 2 },
    ],
    prices: [
      { from: 0, to: 99, count: 1 },
      { from: 10_000, to: 19_999, count: 1 },
      { from: 20_000, to: 49_999, count: 1 },
    ],
    ratings: [4, 3, 2, 1].map((minRating) => ({ minRating, count: 0 })),
  });
});

test("without being asked for, there are none", async () => {
  const { body } = await shop.api.get("/api/v1/products").expect(200);

  expect(body).not.toHaveProperty("facets");
});

test("what was found by forgiving a slip is counted, too", async () => {
  const category = await makeCategory(shop);
  await makeProduct(shop, { category, name: "Zephyr Whistle", tags: ["loud"] });

  const { facets } = await facetsOf(`category=${category}&q=whsitle`);

  expect(facets.tags).toEqual([{ tag: "loud", count: 1 }]);
});

interface ShelvedProduct {
  category: number;
  brand: number | null;
  tags: string[];
  prices: number[];
  ratingSum: number;
  ratingCount: number;
  inStock: boolean;
  status: string;
  word: string;
}

interface Filter {
  category: number | null;
  brand: number | null;
  tag: string[];
  minPrice: number | null;
  maxPrice: number | null;
  minRating: number | null;
  inStock: boolean;
  q: string | null;
}

// Category 0 is above 1 and 2, 1 above 3; 4 stands alone.
const parents = [null, 0, 0, 1, null];
const words = ["lamp", "chair", "table"];
const tags = ["red", "round", "small", "new"];
const prices = fc.constantFrom(50, 99, 100, 250, 499, 500, 1_999, 2_000, 100_000);

const product: fc.Arbitrary<ShelvedProduct> = fc.record({
  category: fc.nat(4),
  brand: fc.option(fc.nat(2)),
  tags: fc.uniqueArray(fc.constantFrom(...tags), { maxLength: 3 }),
  prices: fc.array(prices, { minLength: 1, maxLength: 3 }),
  ratingCount: fc.nat(4),
  ratingSum: fc.nat(5),
  inStock: fc.boolean(),
  status: fc.constantFrom("active", "active", "active", "draft", "archived"),
  word: fc.constantFrom(...words),
});

const filter: fc.Arbitrary<Filter> = fc.record({
  category: fc.option(fc.nat(4)),
  brand: fc.option(fc.nat(2), { freq: 2 }),
  tag: fc.uniqueArray(fc.constantFrom(...tags), { maxLength: 2 }),
  minPrice: fc.option(prices, { freq: 1 }),
  maxPrice: fc.option(prices, { freq: 1 }),
  minRating: fc.option(fc.constantFrom(1, 2.5, 4), { freq: 1 }),
  inStock: fc.boolean(),
  q: fc.option(fc.constantFrom(...words), { freq: 1 }),
});

/** A catalogue of its own, written straight into the tables. */
async function shelve(sql: CatalogGround["outside"], products: readonly ShelvedProduct[]): Promise<void> {
  for (const table of ["variants", "stock", "products", "brands", "categories"]) {
    await sql`delete from ${sql(table)}`;
  }
  const id = (kind: string, at: number) => `00000000-0000-4000-${kind}000-${String(at).padStart(12, "0")}`;
  for (const [at, parent] of parents.entries()) {
    const lineage = parent === null ? [] : [...above(parent)].map((each) => id("8", each));
    await sql`insert into categories (id, slug, name, parent_id, lineage, path) values (
      ${id("8", at)}, ${`c${at}`}, ${`C${at}`}, ${parent === null ? null : id("8", parent)},
      ${[...lineage, id("8", at)]}, ${[]})`;
  }
  for (const at of [0, 1, 2]) {
    await sql`insert into brands (id, slug, name) values (${id("9", at)}, ${`b${at}`}, ${`B${at}`})`;
  }
  const rows = products.map((each, at) => ({
    id: id("a", at),
    slug: `p${at}`,
    name: `A ${each.word}`,
    brand_id: each.brand === null ? null : id("9", each.brand),
    category_id: id("8", each.category),
    tags: each.tags,
    status: each.status,
    price_from: Math.min(...each.prices),
    price_to: Math.max(...each.prices),
    rating_sum: each.ratingSum * each.ratingCount,
    rating_count: each.ratingCount,
  }));
  await sql`
    insert into products (id, slug, name, description, brand_id, category_id, tags, images, options, status, currency,
      price_from, price_to, rating_sum, rating_count, sort_name, search)
    select id, slug, name, '', brand_id, category_id, tags, '[]', '[]', status, 'USD', price_from, price_to,
      rating_sum, rating_count, shop_words(name), product_search(name, null, tags, '')
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as p(id uuid, slug text, name text, brand_id uuid,
      category_id uuid, tags text[], status text, price_from int, price_to int, rating_sum int, rating_count int)`;
  const variants = products.flatMap((each, at) =>
    each.prices.map((price, nth) => ({
      sku: `S${at}-${nth}`,
      product_id: id("a", at),
      price,
      position: nth,
      on_hand: each.inStock && nth === 0 ? 1 : 0,
    })),
  );
  const json = JSON.stringify(variants);
  await sql`insert into stock (sku, product_id, on_hand, low_stock_threshold)
    select sku, product_id, on_hand, 0
    from jsonb_to_recordset(${json}::text::jsonb) as v(sku text, product_id uuid, on_hand int)`;
  await sql`insert into variants (sku, product_id, position, options, price, weight_grams)
    select sku, product_id, position, '{}', price, 0
    from jsonb_to_recordset(${json}::text::jsonb) as v(sku text, product_id uuid, position int, price int)`;
}

/** A category and all above it. */
function above(category: number): number[] {
  const parent = parents[category];
  return parent === null || parent === undefined ? [category] : [...above(parent), category];
}

/** The average as it is kept: with two decimals. */
const ratingOf = ({ ratingSum, ratingCount }: ShelvedProduct) => (ratingCount === 0 ? 0 : ratingSum);

const matches = (each: ShelvedProduct, wanted: Filter) =>
  each.status === "active" &&
  (wanted.category === null || above(each.category).includes(wanted.category)) &&
  (wanted.brand === null || each.brand === wanted.brand) &&
  wanted.tag.every((tag) => each.tags.includes(tag)) &&
  (wanted.minPrice === null || Math.max(...each.prices) >= wanted.minPrice) &&
  (wanted.maxPrice === null || Math.min(...each.prices) <= wanted.maxPrice) &&
  (wanted.minPrice === null ||
    wanted.maxPrice === null ||
    each.prices.some((price) => price >= (wanted.minPrice ?? 0) && price <= (wanted.maxPrice ?? 0))) &&
  (wanted.minRating === null || ratingOf(each) >= wanted.minRating) &&
  (!wanted.inStock || each.inStock) &&
  (wanted.q === null || each.word === wanted.q);

/** Counted one by one. */
function counted(products: readonly ShelvedProduct[]) {
  const counts = new Map<string, number>();
  const count = (facet: string) => counts.set(facet, (counts.get(facet) ?? 0) + 1);
  for (const each of products) {
    for (const category of above(each.category)) count(`category c${category}`);
    if (each.brand !== null) count(`brand b${each.brand}`);
    for (const tag of each.tags) count(`tag ${tag}`);
    for (const least of [1, 2, 3, 4]) if (ratingOf(each) >= least) count(`rating ${least}`);
    const from = [0, 100, 200, 500, 1_000, 2_000, 100_000].findLast(
      (start) => start <= Math.min(...each.prices),
    );
    count(`price ${from}`);
  }
  return Object.fromEntries([...counts].toSorted());
}

function told(facets: Record<string, Record<string, string | number>[]>) {
  const names = { categories: "category", brands: "brand", tags: "tag", prices: "price", ratings: "rating" };
  const rows = Object.entries(names).flatMap(([facet, name]) =>
    (facets[facet] ?? []).map((row): [string, number] => [
      `${name} ${row.slug ?? row.tag ?? row.from ?? row.minRating}`,
      Number(row.count),
    ]),
  );
  return Object.fromEntries(rows.filter(([, count]) => count > 0).toSorted());
}

function queryOf({ category, brand, tag, minPrice, maxPrice, minRating, inStock, q }: Filter): string {
  const given = {
    category: category === null ? null : `c${category}`,
    brand: brand === null ? null : `b${brand}`,
    minPrice,
    maxPrice,
    minRating,
    inStock: inStock ? "true" : null,
    q,
  };
  const pairs = Object.entries(given).filter(([, value]) => value !== null);
  return [...pairs, ...tag.map((each) => ["tag", each])].map((pair) => pair.join("=")).join("&");
}

test("on any catalogue, under any filters, facets are what one counts by hand", async () => {
  const catalogue = fc.array(product, { minLength: 5, maxLength: 40 });

  await fc.assert(
    fc.asyncProperty(
      catalogue,
      fc.array(filter, { minLength: 4, maxLength: 4 }),
      async (products, filters) => {
        await shelve(ground.outside, products);
        for (const wanted of filters) {
          const { total, facets } = await facetsOf(queryOf(wanted), ground);

          const result = products.filter((each) => matches(each, wanted));
          expect(total).toBe(result.length);
          expect(told(facets)).toEqual(counted(result));
        }
      },
    ),
    { numRuns: 25 },
  );
}, 120_000);

test("sold out is what has no piece left that is not reserved", async () => {
  const category = await makeCategory(shop);
  const { variants } = await makeProduct(shop, { category });
  await receive(shop, variants[0].sku, 1);
  const total = async () => (await facetsOf(`category=${category}&inStock=true`)).total;
  expect(await total()).toBe(1);

  await shop.outside`update stock set reserved = 1 where sku = ${variants[0].sku}`;

  expect(await total()).toBe(0);
});
