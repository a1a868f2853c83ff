import type { Reader } from "../src/readers/readers";
import { findRelated } from "../src/related/find-related";
import { suggest } from "../src/suggestions/suggest";
import { listing, type SeededCatalogue, startSeededCatalogue } from "./seeded-catalogue";

let shop: SeededCatalogue;
beforeAll(async () => {
  shop = await startSeededCatalogue(100_000);
}, 900_000);
afterAll(() => shop.stop());

const suggesting = (typed: string) => (database: Reader) => suggest(database, typed);

const queries: Record<string, (database: Reader) => Promise<unknown>> = {
  "everything, the newest first": listing({}),
  "everything by price": listing({ sort: "price" }),
  "everything by name": listing({ sort: "name" }),
  "everything well rated, the dearest first": listing({ minRating: "4", sort: "-price" }),
  "what costs so much, by rating": listing({ minPrice: "2000", maxPrice: "5000", sort: "rating" }),
  "what is in stock": listing({ inStock: "true" }),
  "a category": listing({ category: "coffee-and-tea" }),
  "a category by name": listing({ category: "home-and-kitchen", sort: "name" }),
  "a category that is not there": listing({ category: "nothing" }),
  "a category's facets": listing({ category: "coffee-and-tea", facets: "true" }),
  "facets of everything": listing({ facets: "true" }),
  "facets of a common word": listing({ q: "make", facets: "true" }),
  "facets under every filter": listing({
    q: "steel",
    minPrice: "100",
    maxPrice: "100000",
    inStock: "true",
    minRating: "1",
    facets: "true",
  }),
  "a common word": listing({ q: "make" }),
  "two words": listing({ q: "stainless kettle" }),
  "one letter": listing({ q: "s" }),
  "two letters": listing({ q: "co" }),
  "a stop word": listing({ q: "the" }),
  "slips in two words": listing({ q: "stainles kettel" }),
  "fifty slips": listing({ q: "teh ".repeat(50).trim() }),
  "a hundred letters": listing({
    q: Array.from({ length: 100 }, (_, at) => "abcdefghij"[at % 10]).join(" "),
  }),
  "nothing like anything": listing({ q: "qqqqqq xxxxxx" }),
  "a SKU": listing({ q: "SPW-PRUN-101" }),
  "a beginning of SKUs": listing({ q: "SPW-PR" }),
  "suggestions for a letter": suggesting("k"),
  "suggestions for two letters": suggesting("co"),
  "suggestions for three letters": suggesting("ket"),
  "suggestions for a slip": suggesting("stanless ket"),
  "suggestions for nothing": suggesting("zzzz"),
  "related products": async (database) => {
    const found =
      await shop.outside`select slug from products where status = 'active' order by md5(slug) limit 5`;
    for (const { slug } of found) await findRelated(database, slug, { isStaff: false });
  },
};

/** A query may look at each page of the products once, and at a little beside it. */
const mostOfProducts = 1.1;
/** Of most products is asked one by one whether they are in stock: three pages of an index tell. */
const mostProbes: Record<string, number> = { "what is in stock": 3 * 100_000 };

test.each(Object.entries(queries))(
  "of 100,000 products no query looks at more pages than they have: %s",
  async (name, work) => {
    const [table] = await shop.outside<{ pages: number }[]>`
      select relpages as pages from pg_class where oid = 'products'::regclass`;
    const pages = table?.pages ?? 0;

    const plans = await shop.plansOf(work);

    expect(pages).toBeGreaterThan(10_000);
    for (const plan of plans) {
      expect(plan.pages).toBeLessThan(pages * mostOfProducts + (mostProbes[name] ?? 0));
    }
  },
  60_000,
);
