import { aSku, aSlug, type CatalogGround, dollars, makeBrand, makeCategory, stockOf } from "./catalog-ground";
import { csv, productOf, startShop, taken } from "./import-ground";

let shop: CatalogGround;
let category: string;

beforeAll(async () => {
  shop = await startShop();
  category = await makeCategory(shop);
});
afterAll(() => shop.stop());

const header =
  "slug,name,description,brand,category,tags,status,images,imageAlts,currency," +
  "option1Name,option1Value,option2Name,option2Value,sku,price,compareAtPrice,weightGrams,lowStockThreshold,stock";
const simple = "slug,name,category,status,currency,sku,price";

const fileOf = (columns: string, ...lines: string[]) => [columns, ...lines, ""].join("\n");
const simpleLine = (slug: string, sku: string, price = "9.50") =>
  `${slug},Mug,${category},active,USD,${sku},${price}`;

test("a product is its lines: what its variants share stands on the first, blank or the same on the others", async () => {
  const [slug, brand, skus] = [aSlug(), await makeBrand(shop), [aSku(), aSku(), aSku()]];
  const file = fileOf(
    header,
    `${slug},Ridge Tent,"Pitches in ""four"" minutes.
Weighs little, too.",${brand},${category},camping|two\\|three,active,/media/a.jpg|/media/b.jpg,Green|,USD,Color,Green,Size,2P,${skus[0]},249.00,299,1900,3,12`,
    `${slug},,,,,,,,,,,Sand,,2P,${skus[1]},249.5,,1900,,0`,
    `,Ridge Tent,,,,,,,,,Color,Sand,Size,3P,${skus[2]},0.01,,,,`,
  );

  const done = await taken(shop, file, csv);

  expect(done).toMatchObject({ format: "csv", status: "completed", errors: [] });
  expect(done).toMatchObject({ total: 3, created: 1, updated: 0, failed: 0 });
  expect(await productOf(shop, slug)).toMatchObject({
    name: "Ridge Tent",
    description: 'Pitches in "four" minutes.\nWeighs little, too.',
    brand: { slug: brand },
    tags: ["camping", "two|three"],
    images: [
      { url: "/media/a.jpg", alt: "Green" },
      { url: "/media/b.jpg", alt: "" },
    ],
    options: [
      { name: "Color", values: ["Green", "Sand"] },
      { name: "Size", values: ["2P", "3P"] },
    ],
    variants: [
      {
        sku: skus[0],
        options: { Color: "Green", Size: "2P" },
        price: dollars(24_900),
        compareAtPrice: dollars(29_900),
      },
      { sku: skus[1], options: { Color: "Sand", Size: "2P" }, price: dollars(24_950), compareAtPrice: null },
      { sku: skus[2], options: { Color: "Sand", Size: "3P" }, price: dollars(1), available: 0 },
    ],
  });
  expect(await stockOf(shop, skus[0]!)).toMatchObject({ onHand: 12 });
});

test("categories and brands are lines of their own kind, and come before what names them", async () => {
  const [parent, child, brand, slug] = [aSlug(), aSlug(), aSlug(), aSlug()];
  const file = fileOf(
    "kind,slug,name,parent,brand,category,status,currency,sku,price",
    `category,${parent},Outdoor,,,,,,,`,
    `category,${child},Tents,${parent},,,,,,`,
    `brand,${brand},Northfold,,,,,,,`,
    `,${slug},Tent,,${brand},${child},draft,EUR,${aSku()},100`,
    `brand,${brand},Northfold Outdoor,,,,,,,`,
    `brand,${aSlug()},Priced,,,,,,,5`,
    `planet,${aSlug()},Mars,,,,,,,`,
  );

  const done = await taken(shop, file, csv);

  expect(done).toMatchObject({ total: 7, created: 4, updated: 1, failed: 2 });
  expect(done.errors).toEqual([
    { line: 7, message: "price: is not for lines of the kind brand" },
    { line: 8, message: "kind: must be product, category or brand" },
  ]);
  expect(await productOf(shop, slug)).toMatchObject({
    brand: { name: "Northfold Outdoor" },
    category: { path: ["Outdoor", "Tents"] },
    status: "draft",
    variants: [{ price: { amount: 10_000, currency: "EUR" } }],
  });
});

test("a bad line fails with its number, its product as a whole, and no other", async () => {
  const [good, bad, last] = [aSlug(), aSlug(), aSlug()];
  const columns = `${simple},option1Name,option1Value,weightGrams`;
  const file = fileOf(
    columns,
    `${simpleLine(good, aSku())},,,`,
    `${simpleLine(bad, aSku())},Size,S,`,
    `${bad},,,,,${aSku()},9.999,Size,M,much`,
    `${bad},,,,,${aSku()},"9,99",Size,L,`,
    `${simpleLine(last, aSku())},,,`,
  );

  const done = await taken(shop, file, csv);

  expect(done).toMatchObject({ total: 5, created: 2, failed: 1 });
  expect(done.errors).toEqual([
    {
      line: 4,
      message: expect.stringMatching(
        /^price: must be an amount of USD.*; weightGrams: must be a whole number$/,
      ),
    },
    { line: 5, message: expect.stringContaining("price: must be an amount of USD") },
  ]);
  await productOf(shop, good);
  await productOf(shop, last);
  await shop.api.get(`/api/v1/products/${bad}`).set("Authorization", shop.staff).expect(404);
});

test("what the shop refuses is told with the variant's own line", async () => {
  const [slug, sku] = [aSlug(), aSku()];
  const columns = `${simple},option1Name,option1Value,compareAtPrice`;
  const file = fileOf(
    columns,
    `${simpleLine(slug, sku)},Size,S,`,
    `,,,,,${sku},9.50,,M,9.50`,
    `${simpleLine(aSlug(), aSku()).replace(category, "nowhere")},,,`,
  );

  const done = await taken(shop, file, csv);

  expect(done.errors).toEqual([
    { line: 3, message: "sku: is given twice; compareAtPrice.amount: must be above the price" },
    { line: 4, message: "category: is not the slug of a category" },
  ]);
  expect(done).toMatchObject({ total: 3, failed: 2 });
});

test.each([
  ["with a cell too few", (slug: string) => `${slug},Mug,active`, "has 3 cells, and the header has 7"],
  [
    "with a cell too many",
    (slug: string) => `${simpleLine(slug, "A")},more`,
    "has 8 cells, and the header has 7",
  ],
  ["with a stray quote", (slug: string) => `${slug},"Mug" large,x,y,z,a,b`, "is not CSV"],
  ["in Latin-1", (slug: string) => `${slug},Caf\xe9,x,y,z,a,b`, "is not UTF-8"],
  ["with a NUL", (slug: string) => simpleLine(slug, "A\0"), "sku: Must not contain"],
  [
    "that differs from the first",
    (slug: string) => simpleLine(slug, "A").replace("Mug", "Cup"),
    "name: differs",
  ],
  ["of another currency", (slug: string) => simpleLine(slug, "A").replace("USD", "EUR"), "currency: differs"],
])("a variant's line %s takes its product with it, and leaves those around alone", async (_, line, why) => {
  const [before, slug, after] = [aSlug(), aSlug(), aSlug()];
  const file = fileOf(
    simple,
    simpleLine(before, aSku()),
    simpleLine(slug, aSku()),
    line(slug),
    simpleLine(after, aSku()),
  );

  const done = await taken(shop, Buffer.from(file, "latin1"), csv);

  expect(done).toMatchObject({ total: 4, created: 2, failed: 1 });
  expect(done.errors).toEqual([{ line: 4, message: expect.stringContaining(why) }]);
});

test("a file that ends in the middle of a quote loses its last product only", async () => {
  const [first, last] = [aSlug(), aSlug()];
  const file = `${fileOf(simple, simpleLine(first, aSku()))}${last},"A mug that`;

  const done = await taken(shop, file, csv);

  expect(done).toMatchObject({ total: 2, created: 1, failed: 1 });
  expect(done.errors).toEqual([{ line: 3, message: expect.stringContaining("is not CSV") }]);
});

test("a line that could be any product's takes the one before it along: it may have lost a variant", async () => {
  const file = fileOf(
    "name,category,status,currency,sku,price,slug",
    `Mug,${category},active,USD,${aSku()},9.50,${aSlug()}`,
    '"Mug" of what',
    `Mug,${category},active,USD,${aSku()},9.50,${aSlug()}`,
  );

  const done = await taken(shop, file, csv);

  expect(done).toMatchObject({ total: 3, created: 1, failed: 1 });
  expect(done.errors).toEqual([{ line: 3, message: expect.stringContaining("is not CSV") }]);
});

test("prices have their currency's decimals", async () => {
  const [yen, dinar, cents] = [aSlug(), aSlug(), aSlug()];
  const file = fileOf(
    simple,
    `${yen},Mug,${category},active,JPY,${aSku()},1500`,
    `${dinar},Mug,${category},active,KWD,${aSku()},12.5`,
    `${cents},Mug,${category},active,JPY,${aSku()},15.00`,
    `${aSlug()},Mug,${category},active,XXX,${aSku()},15`,
  );

  const done = await taken(shop, file, csv);

  expect((await productOf(shop, yen)).variants[0].price).toEqual({ amount: 1_500, currency: "JPY" });
  expect((await productOf(shop, dinar)).variants[0].price).toEqual({ amount: 12_500, currency: "KWD" });
  expect(done.errors).toEqual([
    { line: 4, message: expect.stringContaining("price: must be an amount of JPY") },
    { line: 5, message: expect.stringContaining("currency: must be one of USD") },
  ]);
});

test("a product of more than a hundred variants is refused as one", async () => {
  const slug = aSlug();
  const lines = Array.from({ length: 150 }, (_, index) => `,,,,,${aSku()},1,,V${index}`);
  const file = fileOf(
    `${simple},option1Name,option1Value`,
    `${simpleLine(slug, aSku())},Kind,first`,
    ...lines,
  );

  const done = await taken(shop, file, csv);

  expect(done).toMatchObject({ total: 151, created: 0, failed: 1 });
  expect(done.errors).toEqual([{ line: 2, message: expect.stringContaining("variants: Too big") }]);
});

test("lines without any cell filled are left out, Windows' line ends and a byte order mark as well", async () => {
  const file = fileOf(simple, simpleLine(aSlug(), aSku()), ",,,,,,", "", simpleLine(aSlug(), aSku()));

  const done = await taken(shop, `\uFEFF${file.replaceAll("\n", "\r\n")}`, csv);

  expect(done).toMatchObject({ total: 2, created: 2, failed: 0 });
});
