import {
  aSlug,
  aVariant,
  type CatalogGround,
  customerToken,
  dollars,
  makeBrand,
  makeCategory,
  makeProduct,
  receive,
  startCatalog,
} from "./catalog-ground";
import { listIn, makeRow, namesOf, walk } from "./product-rows";

let shop: CatalogGround;
beforeAll(async () => {
  shop = await startCatalog();
});
afterAll(() => shop.stop());

const list = (query: string) => listIn(shop)(query);

test("without a wish, the newest come first, whole, with how many there are", async () => {
  const { category, made } = await makeRow(shop, { First: {}, Second: {}, Third: {} });

  const answer = await list(`category=${category}&limit=2`).expect(200);

  expect(namesOf(answer)).toEqual(["Third", "Second"]);
  expect(answer.body.total).toBe(3);
  const { body } = await shop.api.get(`/api/v1/products/${made.Third!.id}`);
  expect(answer.body.items[0]).toEqual(body);
});

test("a category has what is in all below it; an unknown one has nothing", async () => {
  const outdoor = await makeCategory(shop);
  const tents = await makeCategory(shop, { parent: outdoor });
  const other = await makeCategory(shop);
  await makeProduct(shop, { name: "Stove", category: outdoor });
  await makeProduct(shop, { name: "Tent", category: tents });
  await makeProduct(shop, { name: "Novel", category: other });

  expect(namesOf(await list(`category=${outdoor}`))).toEqual(["Tent", "Stove"]);
  expect(namesOf(await list(`category=${tents}`))).toEqual(["Tent"]);
  expect((await list(`category=${aSlug()}`).expect(200)).body).toEqual({
    items: [],
    nextCursor: null,
    total: 0,
  });
});

test("drafts and archived products are in no list, but staff's who ask for them", async () => {
  const { category } = await makeRow(shop, {
    Sold: {},
    Draft: { status: "draft" },
    Old: { status: "archived" },
  });
  const asStaff = list(`category=${category}&status=draft`).set("Authorization", shop.staff);

  expect(namesOf(await list(`category=${category}`))).toEqual(["Sold"]);
  expect(namesOf(await asStaff.expect(200))).toEqual(["Draft"]);
  await list(`category=${category}&status=draft`).expect(401);
  await list("status=draft")
    .set("Authorization", await customerToken())
    .expect(403);
});

test("filters narrow together: brand, every tag, what costs so much, what is there, what is well rated", async () => {
  const brand = await makeBrand(shop);
  const { category, made } = await makeRow(shop, {
    Plain: { price: 500 },
    Branded: { brand, price: 1_500, tags: ["red"] },
    Both: { brand, price: 2_500, tags: ["red", "round"] },
  });
  await shop.outside`update products set rating_sum = 9, rating_count = 2 where id = ${made.Both!.id}`;
  const both = await shop.api.get(`/api/v1/products/${made.Both!.slug}`);
  await receive(shop, both.body.variants[0].sku, 1);

  const found = async (query: string) => namesOf(await list(`category=${category}&${query}`).expect(200));

  expect(await found(`brand=${brand}`)).toEqual(["Both", "Branded"]);
  expect(await found("brand=nobody")).toEqual([]);
  expect(await found("tag=red")).toEqual(["Both", "Branded"]);
  expect(await found("tag=red&tag=round")).toEqual(["Both"]);
  expect(await found("minPrice=1500")).toEqual(["Both", "Branded"]);
  expect(await found("maxPrice=1500")).toEqual(["Branded", "Plain"]);
  expect(await found("minPrice=501&maxPrice=1500")).toEqual(["Branded"]);
  expect(await found("inStock=true")).toEqual(["Both"]);
  expect(await found("inStock=false")).toEqual(["Both", "Branded", "Plain"]);
  expect(await found("minRating=4.5")).toEqual(["Both"]);
  expect(await found("minRating=4.6")).toEqual([]);
});

test("between two prices there must be a variant, not only a range", async () => {
  const category = await makeCategory(shop);
  const options = [{ name: "Size", values: ["S", "L"] }];
  const sized = (size: string, price: number) => aVariant({ options: { Size: size }, price: dollars(price) });
  await makeProduct(shop, { category, options, variants: [sized("S", 1_000), sized("L", 9_000)] });

  const gap = await list(`category=${category}&minPrice=2000&maxPrice=8000`);
  const hit = await list(`category=${category}&minPrice=8000&maxPrice=9000`);

  expect([gap.body.total, hit.body.total]).toEqual([0, 1]);
});

test.each([
  ["price", ["Ember", "Ablaze", "Ámbar", "amber"]],
  ["-price", ["amber", "Ámbar", "Ablaze", "Ember"]],
  ["name", ["Ablaze", "Ámbar", "amber", "Ember"]],
  ["newest", ["amber", "Ember", "Ámbar", "Ablaze"]],
  ["relevance", ["amber", "Ember", "Ámbar", "Ablaze"]],
])("sorted by %s, the cursor walks them all in order", async (sort, expected) => {
  const { category } = await makeRow(shop, {
    Ablaze: { price: 200 },
    Ámbar: { price: 200 },
    Ember: { price: 100 },
    amber: { price: 300 },
  });

  for (const limit of [1, 3, 100]) {
    expect(await walk(shop, `category=${category}&sort=${sort}&limit=${limit}`)).toEqual(expected);
  }
});

test("sorted by rating, the best come first and those without one last", async () => {
  const { category, made } = await makeRow(shop, { Good: {}, Unrated: {}, Best: {}, Fair: {} });
  const rate = (name: string, sum: number) =>
    shop.outside`update products set rating_sum = ${sum}, rating_count = 3 where id = ${made[name]!.id}`;
  await rate("Good", 13);
  await rate("Best", 15);
  await rate("Fair", 10);

  const walked = await walk(shop, `category=${category}&sort=rating&limit=1`);

  expect(walked).toEqual(["Best", "Good", "Fair", "Unrated"]);
});

test("a list may be kept for a while, and is a 304 while it stays the same", async () => {
  const { category } = await makeRow(shop, { A: {} });
  const { headers } = await list(`category=${category}`).expect(200);

  expect(headers["cache-control"]).toMatch(/^public, max-age=/);
  await list(`category=${category}`).set("If-None-Match", headers.etag!).expect(304);
});
