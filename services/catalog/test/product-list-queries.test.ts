import { type CatalogGround, makeBrand, startCatalog } from "./catalog-ground";
import { listIn, makeRow } from "./product-rows";

let shop: CatalogGround;
beforeAll(async () => {
  shop = await startCatalog();
});
afterAll(() => shop.stop());

const list = (query: string) => listIn(shop)(query);

test("a query that makes no sense is refused with every fault", async () => {
  const { body } = await list("limit=0&minPrice=-1&sort=best&colour=red&inStock=maybe").expect(400);

  expect(body.errors.map(({ path }: { path: string }) => path).sort()).toEqual([
    "colour",
    "inStock",
    "limit",
    "minPrice",
    "sort",
  ]);
});

const notWhole = ["", "0x10", "1e1", "+5", "-1", "5.5", " 5", "five", "1_000", "٣"];
test.each(["minPrice", "maxPrice", "limit"])(
  "%s is a whole number in decimal digits, and nothing else",
  async (name) => {
    for (const text of notWhole) {
      const { body } = await list(`${name}=${encodeURIComponent(text)}`).expect(400);

      expect(body.errors).toEqual([{ path: name, message: expect.any(String) }]);
    }
  },
);

test.each(["", "0x4", "4e0", "+4", "-0", "4.555", "6", "four"])("minRating=%s is refused", async (text) => {
  await list(`minRating=${encodeURIComponent(text)}`).expect(400);
});

test.each([
  "inStock=",
  "inStock=1",
  "inStock=TRUE",
  "facets=yes",
  "minPrice=2000000001",
  "minPrice=999999999999999",
])("%s is refused", async (query) => {
  await list(query).expect(400);
});

test("thousands of filters are refused with a problem: as too many, as unknown, or as too long", async () => {
  const manyTags = await list(Array.from({ length: 2_000 }, () => "tag=a").join("&")).expect(400);
  const manyNames = await list(Array.from({ length: 1_500 }, (_, at) => `f${at}=1`).join("&")).expect(400);
  const lateName = await list(`${Array.from({ length: 1_500 }, () => "tag=a").join("&")}&colour=red`).expect(
    400,
  );

  expect(manyTags.body.errors[0].path).toMatch(/^tag/);
  expect(manyNames.body.errors).toHaveLength(50);
  expect(lateName.body.errors.map(({ path }: { path: string }) => path)).toContain("colour");
});

test("every combination of filters is answered, with or without facets, from either end", async () => {
  const { category } = await makeRow(shop, { Alone: { tags: ["lonely"], price: 500 } });
  const brand = await makeBrand(shop);
  const parts = [
    ["", `category=${category}`],
    ["", `brand=${brand}`],
    ["", "tag=lonely&tag=b"],
    ["", "minPrice=1", "maxPrice=900", "minPrice=1&maxPrice=900"],
    ["", "inStock=true"],
    ["", "minRating=3"],
    ["", "q=alone", "q=alnoe"],
    ["facets=false", "facets=true"],
  ];
  const combined = parts.reduce<string[]>(
    (before, choices) => before.flatMap((query) => choices.map((choice) => `${query}&${choice}`)),
    [""],
  );
  // All 768 take a while: a seventh of them, another combination of sorts each.
  const sorts = ["newest", "price", "-price", "rating", "name", "relevance"];
  for (const [at, query] of combined.entries()) {
    if (at % 7 === 0) await list(`sort=${sorts[at % sorts.length]}${query.replace(/&+/g, "&")}`).expect(200);
  }
});
