import fc from "fast-check";
import { isWithinOneSlip } from "../src/search/search-rules";
import { type CatalogGround, makeBrand, makeProduct, startCatalog } from "./catalog-ground";
import { listIn, makeRow, namesOf, walk } from "./product-rows";

let shop: CatalogGround;
beforeAll(async () => {
  shop = await startCatalog();
});
afterAll(() => shop.stop());

const list = (query: string) => listIn(shop)(query);

describe("searching", () => {
  let category: string;
  const found = async (q: string, more = "") =>
    namesOf(await list(`category=${category}&q=${encodeURIComponent(q)}${more}`).expect(200));

  beforeAll(async () => {
    const brand = await makeBrand(shop, { name: "Kettle & Söhne" });
    ({ category } = await makeRow(shop, {
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
    const walked = await walk(shop, `category=${category}&q=ketlte&limit=1`);

    expect(walked).toEqual(["Gooseneck Kettle", "Copper Pan", "Tea Towel", "Oven Glove"]);
  });

  test("relevance is walked without a repeat, and another order may be asked for", async () => {
    expect(await walk(shop, `category=${category}&q=kettle&limit=1`)).toEqual(await found("kettle"));
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
