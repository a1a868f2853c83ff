import { randomUUID } from "node:crypto";
import { encodeCursor } from "@shopeasy/platform/pagination/cursor";
import fc from "fast-check";
import type { Response } from "supertest";
import { isWithinOneSlip } from "../src/search/search-rules";
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

let shop: CatalogGround;
beforeAll(async () => {
  shop = await startCatalog();
});
afterAll(() => shop.stop());

const list = (query: string) => shop.api.get(`/api/v1/products?${query}`);

const namesOf = ({ body }: Response): string[] => body.items.map(({ name }: { name: string }) => name);

/** The names of all pages, walked by the cursor. */
async function walk(query: string): Promise<string[]> {
  const names: string[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const page: Response = await list(`${query}${cursor && `&cursor=${cursor}`}`).expect(200);
    names.push(...namesOf(page));
    cursor = page.body.nextCursor;
  }
  return names;
}

/** Products of a category of their own, in the order given, each sold at its price. */
async function makeRow(products: Record<string, Record<string, unknown>>) {
  const category = await makeCategory(shop);
  const made: Record<string, { id: string; slug: string }> = {};
  for (const [name, { price = 1_000, ...like }] of Object.entries(products)) {
    const variants = [aVariant({ price: dollars(price as number) })];
    made[name] = await makeProduct(shop, { name, category, variants, ...like });
  }
  return { category, made };
}

test("without a wish, the newest come first, whole, with how many there are", async () => {
  const { category, made } = await makeRow({ First: {}, Second: {}, Third: {} });

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
  const { category } = await makeRow({ Sold: {}, Draft: { status: "draft" }, Old: { status: "archived" } });
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
  const { category, made } = await makeRow({
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
  const { category } = await makeRow({
    Ablaze: { price: 200 },
    Ámbar: { price: 200 },
    Ember: { price: 100 },
    amber: { price: 300 },
  });

  for (const limit of [1, 3, 100]) {
    expect(await walk(`category=${category}&sort=${sort}&limit=${limit}`)).toEqual(expected);
  }
});

test("sorted by rating, the best come first and those without one last", async () => {
  const { category, made } = await makeRow({ Good: {}, Unrated: {}, Best: {}, Fair: {} });
  const rate = (name: string, sum: number) =>
    shop.outside`update products set rating_sum = ${sum}, rating_count = 3 where id = ${made[name]!.id}`;
  await rate("Good", 13);
  await rate("Best", 15);
  await rate("Fair", 10);

  const walked = await walk(`category=${category}&sort=rating&limit=1`);

  expect(walked).toEqual(["Best", "Good", "Fair", "Unrated"]);
});

test("walking neither repeats nor skips what stood still while others came", async () => {
  const { category } = await makeRow(
    Object.fromEntries(["A", "B", "C", "D", "E", "F"].map((name) => [name, { price: 700 }])),
  );
  const first = await list(`category=${category}&sort=price&limit=3`);
  await makeProduct(shop, { name: "New", category, variants: [aVariant({ price: dollars(1) })] });

  const second = await list(`category=${category}&sort=price&limit=9&cursor=${first.body.nextCursor}`);

  expect([...namesOf(first), ...namesOf(second)].sort()).toEqual(["A", "B", "C", "D", "E", "F"]);
});

test("a damaged cursor, and one of another order, are refused", async () => {
  const { category } = await makeRow({ A: {}, B: {} });
  const { body } = await list(`category=${category}&sort=price&limit=1`);

  const damaged = await list(`category=${category}&sort=price&cursor=${body.nextCursor}x`).expect(400);
  const foreign = await list(`category=${category}&sort=name&cursor=${body.nextCursor}`).expect(400);

  expect([damaged, foreign].map((answer) => answer.body.errors[0].path)).toEqual(["cursor", "cursor"]);
});

test.each([
  ["price", "cheap"],
  ["price", "99999999999"],
  ["rating", "good"],
  ["newest", "x"],
])("a cursor that somebody forged for the order %s is refused", async (sort, key) => {
  const forged = encodeCursor({ sort, key, id: randomUUID(), forgiving: false });

  const { body } = await list(`sort=${sort}&cursor=${forged}`).expect(400);

  expect(body.errors[0].path).toBe("cursor");
});

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

test("a list may be kept for a while, and is a 304 while it stays the same", async () => {
  const { category } = await makeRow({ A: {} });
  const { headers } = await list(`category=${category}`).expect(200);

  expect(headers["cache-control"]).toMatch(/^public, max-age=/);
  await list(`category=${category}`).set("If-None-Match", headers.etag!).expect(304);
});

describe("searching", () => {
  let category: string;
  const found = async (q: string, more = "") =>
    namesOf(await list(`category=${category}&q=${encodeURIComponent(q)}${more}`).expect(200));

  beforeAll(async () => {
    const brand = await makeBrand(shop, { name: "Kettlewell & Söhne" });
    ({ category } = await makeRow({
      "Gooseneck Kettle": { description: "Pours slowly.", tags: ["coffee"] },
      "Copper Pan": { brand, description: "Heats evenly." },
      "Tea Towel": { tags: ["kettle accessories"], description: "Dries things." },
      "Oven Glove": { description: "For running with hot kettles. Women’s size." },
      "Crème Brûlée Torch": { description: "Browns sugar." },
    }));
  });

  test("a word in the name weighs more than in brand, tags, description", async () => {
    expect(await found("kettle")).toEqual(["Gooseneck Kettle", "Copper Pan", "Tea Towel", "Oven Glove"]);
  });

  test("word endings, capitals, accents and apostrophes don't matter", async () => {
    expect(await found("KETTLES accessory")).toEqual(["Tea Towel"]);
    expect(await found("run")).toEqual(["Oven Glove"]);
    expect(await found("creme brulee")).toEqual(["Crème Brûlée Torch"]);
    expect(await found("sohne")).toEqual(["Copper Pan"]);
    expect(await found("womens")).toEqual(["Oven Glove"]);
  });

  test("all words must be found, and the last one may be half typed", async () => {
    expect(await found("gooseneck kett")).toEqual(["Gooseneck Kettle"]);
    expect(await found("gooseneck pan")).toEqual([]);
    expect(await found("goosen kettle")).toEqual([]);
  });

  test.each([
    ["left out", "goosneck"],
    ["put in", "goosseneck"],
    ["taken for another", "goosemeck"],
    ["swapped", "goosenekc"],
    ["swapped in a short word", "pna"],
    ["beside an ending", "acessory"],
    ["in one of two words", "goosneck kettles"],
  ])("a letter %s is forgiven", async (_slip, typed) => {
    expect(await found(typed)).toHaveLength(1);
  });

  test("two slips in a word are not", async () => {
    expect(await found("gosnneck")).toEqual([]);
  });

  test("what was found by forgiving is walked like anything else", async () => {
    const walked = await walk(`category=${category}&q=ketlte&limit=1`);

    expect(walked).toEqual(["Gooseneck Kettle", "Tea Towel", "Oven Glove"]);
  });

  test("relevance is walked without a repeat, and another order may be asked for", async () => {
    expect(await walk(`category=${category}&q=kettle&limit=1`)).toEqual(await found("kettle"));
    expect(await found("kettle", "&sort=name")).toEqual([
      "Copper Pan",
      "Gooseneck Kettle",
      "Oven Glove",
      "Tea Towel",
    ]);
  });

  test("a brand's new name finds its products, its old one no more", async () => {
    const brand = await makeBrand(shop, { name: "Quillfeather" });
    await makeProduct(shop, { name: "Quiet Lamp", brand, category });
    await shop.api
      .patch(`/api/v1/brands/${brand}`)
      .set("Authorization", shop.staff)
      .send({ name: "Zephyrine" })
      .expect(200);

    expect(await found("zephyrine")).toEqual(["Quiet Lamp"]);
    expect(await found("quillfeather")).toEqual([]);
  });

  test.each(["", "   ", "the", "&|!():*<->", "'", "\\", "%", "a".repeat(200), "日本語", "𝒳 🎉"])(
    "no text breaks the search: %j",
    async (q) => {
      await list(`q=${encodeURIComponent(q)}`).expect(200);
    },
  );

  test("a search for nothing is no search", async () => {
    const { body } = await list(`category=${category}&q=`).expect(200);

    expect(body.total).toBeGreaterThanOrEqual(5);
  });
});

test("a slip is one letter left out, put in, taken for another, or two neighbours swapped", () => {
  const words = fc.string({ unit: fc.constantFrom("a", "b", "c"), minLength: 1, maxLength: 8 });
  const slips = (word: string): Set<string> => {
    const letters = ["a", "b", "c"];
    const at = [...[...word].keys()];
    return new Set([
      word,
      ...at.map((i) => word.slice(0, i) + word.slice(i + 1)),
      ...at.flatMap((i) => letters.map((letter) => word.slice(0, i) + letter + word.slice(i + 1))),
      ...[...at, word.length].flatMap((i) =>
        letters.map((letter) => word.slice(0, i) + letter + word.slice(i)),
      ),
      ...at.slice(1).map((i) => word.slice(0, i - 1) + word[i] + word[i - 1] + word.slice(i + 1)),
    ]);
  };

  fc.assert(
    fc.property(words, words, (one, other) => {
      expect(isWithinOneSlip(one, other)).toBe(slips(one).has(other));
    }),
    { numRuns: 2_000 },
  );
});
