import type { Response } from "supertest";
import { recordSale } from "../src/related/record-sale";
import {
  aVariant,
  type CatalogGround,
  makeBrand,
  makeCategory,
  makeProduct,
  startCatalog,
} from "./catalog-ground";
import { paidOrder } from "./paid-order";

let shop: CatalogGround;
const ids: Record<string, string> = {};

const list = (query: string) => shop.api.get(`/api/v1/products?${query}`);

async function found(q: string, more = ""): Promise<string[]> {
  const { body }: Response = await list(`limit=100&q=${encodeURIComponent(q)}${more}`).expect(200);
  return body.items.map(({ name }: { name: string }) => name);
}

/** A shop with a shelf of everything, small enough to know by heart. */
const shelf: Record<string, Record<string, unknown>> = {
  "Gooseneck Kettle": { tags: ["coffee", "kitchen"], description: "Pours slowly, for filter coffee." },
  Kettle: { tags: ["kitchen"], description: "Boils water." },
  "Stainless Steel Kettle": { tags: ["kitchen"], description: "Whistles when it boils." },
  "Kettle Descaler": { tags: ["cleaning"], description: "Takes off lime." },
  "Iron Kettlebell": { tags: ["fitness"], description: "Twelve kilos." },
  "Coffee Mug": { tags: ["kettle accessories"], description: "Keeps warm." },
  "Camp Stove": { tags: ["camping"], description: "Has room for a kettle and two pans." },
  "Copper Frying Pan": { tags: ["cookware"], description: "Heats evenly. Oven safe." },
  "Pants for Runners": { tags: ["running"], description: "Light trousers." },
  "Running Shoes": { tags: ["running", "shoes"], description: "For the road." },
  "Women’s Rain Jacket": { tags: ["rain"], description: "Seams are taped." },
  "Cotton T-Shirt": { tags: ["basics"], description: "Soft, and gets softer." },
  "Porcelain Teapot": { tags: ["tea"], description: "For six cups." },
  "Tea Pot Stand": { tags: ["tea"], description: "Of cork." },
  "Insulated Water Bottle": { tags: ["hiking"], description: "Cold for a day." },
  "Crème Brûlée Torch": { tags: ["baking"], description: "Browns sugar." },
  "Two-Person Tent": { tags: ["camping", "tents"], description: "Pitches in four minutes." },
  "Fishing Net": { tags: ["fishing"], description: "Folds flat." },
  "Can Opener": { tags: ["kitchen"], description: "Opens what is tinned." },
  "Bottle Opener": { tags: ["kitchen"], description: "Opens what is bottled." },
  It: { tags: ["novel"], description: "A clown lives below the town." },
  "USB-C Cable": { tags: ["charging"], description: "Two metres." },
  "Red Ceramic Vase": { tags: ["decor"], description: "Thrown by hand." },
  "Blue Vase": { tags: ["decor"], description: "Goes well beside the red ceramic one." },
};

beforeAll(async () => {
  shop = await startCatalog();
  const category = await makeCategory(shop);
  const brand = await makeBrand(shop, { name: "Nordvik & Söner" });
  for (const [name, like] of Object.entries(shelf)) {
    const { id } = await makeProduct(shop, { name, category, ...like });
    ids[name] = id;
  }
  await makeProduct(shop, { name: "Wool Blanket", category, brand, description: "Warm." });
  await makeProduct(shop, {
    name: "Desk Lamp",
    category,
    description: "Bright.",
    variants: [aVariant({ sku: "NOR-LAMP-100-BLK" })],
  });
  await makeProduct(shop, {
    name: "Floor Lamp",
    category,
    description: "Tall.",
    variants: [aVariant({ sku: "NOR-LAMP-200" })],
  });
});
afterAll(() => shop.stop());

test.each([
  // The name itself, then names with the word, then tags, then descriptions.
  ["kettle", ["Kettle"]],
  ["gooseneck kettle", ["Gooseneck Kettle"]],
  ["kettle gooseneck", ["Gooseneck Kettle"]],
  ["KETTLES", ["Kettle"]],
  ["opener bottle", ["Bottle Opener"]],
  ["steel kettle", ["Stainless Steel Kettle"]],
  // What is typed whole is meant before what only begins so.
  ["pan", ["Copper Frying Pan"]],
  ["pans", ["Copper Frying Pan"]],
  // Endings, accents, apostrophes, hyphens.
  ["run", ["Running Shoes", "Pants for Runners"]],
  ["runnin", ["Running Shoes"]],
  ["creme brulee", ["Crème Brûlée Torch"]],
  ["cre\u0300me bru\u0302le\u0301e", ["Crème Brûlée Torch"]],
  ["womens jacket", ["Women’s Rain Jacket"]],
  ["women's jacket", ["Women’s Rain Jacket"]],
  ["t-shirt", ["Cotton T-Shirt"]],
  ["tshirt", ["Cotton T-Shirt"]],
  ["t shirt", ["Cotton T-Shirt"]],
  ["usbc cable", ["USB-C Cable"]],
  ["usb c", ["USB-C Cable"]],
  // Half typed.
  ["insul", ["Insulated Water Bottle"]],
  ["two person te", ["Two-Person Tent"]],
  // One word or two.
  ["teapot", ["Porcelain Teapot"]],
  ["porcelain tea pot", ["Porcelain Teapot"]],
  ["waterbottle", ["Insulated Water Bottle"]],
  // Slips.
  ["kettel", ["Kettle"]],
  ["goosneck ketle", ["Gooseneck Kettle"]],
  ["tnet", ["Two-Person Tent"]],
  ["stainles kettle", ["Stainless Steel Kettle"]],
  ["porcelan", ["Porcelain Teapot"]],
  ["rian jacket", ["Women’s Rain Jacket"]],
  // Words that say nothing.
  ["kettle for the kitchen", ["Kettle", "Stainless Steel Kettle", "Gooseneck Kettle"]],
  ["can opener", ["Can Opener", "Bottle Opener"]],
  ["it", ["It"]],
  // Where words are counts more than how near they are to each other.
  ["red ceramic vase", ["Red Ceramic Vase", "Blue Vase"]],
  // Brands and SKUs.
  ["nordvik", ["Wool Blanket"]],
  ["soner blanket", ["Wool Blanket"]],
  ["NOR-LAMP-100-BLK", ["Desk Lamp"]],
  ["nor-lamp-200", ["Floor Lamp"]],
  ["NOR-LAMP", ["Floor Lamp", "Desk Lamp"]],
  ["nor-lamp-1", ["Desk Lamp"]],
])("%s: first come %j", async (q, first) => {
  const names = await found(q);

  expect(names.slice(0, first.length).toSorted()).toEqual(first.toSorted());
});

test("a word weighs by where it is: the name itself, in the name, in the tags, in the description", async () => {
  const names = await found("kettle");

  expect(names[0]).toBe("Kettle");
  expect(names.slice(1, 4).toSorted()).toEqual([
    "Gooseneck Kettle",
    "Kettle Descaler",
    "Stainless Steel Kettle",
  ]);
  expect(names.indexOf("Coffee Mug")).toBeGreaterThan(3);
  expect(names.indexOf("Camp Stove")).toBeGreaterThan(names.indexOf("Coffee Mug"));
});

test("a typed word is only mended where it finds nothing as it is", async () => {
  expect(await found("tent")).toEqual(["Two-Person Tent"]);
  expect(await found("net")).toEqual(["Fishing Net"]);
});

test.each(["gooseneck tent", "zzzzzz", "kettle zzzzzz", "???"])(
  "%s finds nothing, and says so",
  async (q) => {
    const { body } = await list(`q=${encodeURIComponent(q)}&facets=true`).expect(200);

    expect(body).toMatchObject({
      items: [],
      nextCursor: null,
      total: 0,
      facets: { categories: [], tags: [] },
    });
  },
);

test("article numbers and sizes are not mended", async () => {
  expect(await found("NOR-LAMP-300")).toEqual([]);
});

test("among equals, what is bought more often and rated better comes first", async () => {
  const category = await makeCategory(shop);
  for (const name of ["Plain Umbrella", "Striped Umbrella", "Dotted Umbrella"]) {
    ids[name] = (await makeProduct(shop, { name, category, description: "Keeps dry." })).id;
  }
  const inOrder = () => found("umbrella", `&category=${category}`);
  expect(await inOrder()).toEqual(["Dotted Umbrella", "Striped Umbrella", "Plain Umbrella"]);

  await recordSale(shop.deps, paidOrder({ [ids["Plain Umbrella"] ?? ""]: 40 }));
  await shop.outside`
    update products set rating_sum = 100, rating_count = 20 where id = ${ids["Striped Umbrella"] ?? ""}`;

  expect(await inOrder()).toEqual(["Plain Umbrella", "Striped Umbrella", "Dotted Umbrella"]);
});

test.each([
  ["NUL", "%00"],
  ["half a character", "%C3"],
])("a query with %s is refused", async (_, q) => {
  await list(`q=${q}`).expect(400);
});

test("a query of 10,000 characters is refused", async () => {
  const { body } = await list(`q=${"a".repeat(10_000)}`).expect(400);

  expect(body.errors[0].path).toBe("q");
});

const rightToLeft = "חולצה كوب ‏قميص‎ \u202Eshirt\u202C";
test.each([
  ["quotes", `'"'; drop table products; --`],
  ["backslashes", "\\\\ \\' \\x"],
  ["operators of a tsquery", "kettle:* & !(pan | <-> pot) <2> :A"],
  ["metacharacters of LIKE", "%_%__"],
  ["metacharacters of a regex", "^(a+)+$ [[:alnum:]]{1,999} .*?"],
  ["emoji", "👩‍👩‍👧‍👦 🫖 🇩🇪 kettle"],
  ["right-to-left text", rightToLeft],
  ["combining characters", `k${"\u0301\u0300\u0323".repeat(60)}ettle`],
  ["a hundred one-letter words", Array.from({ length: 100 }, (_, at) => "abcdefghij"[at % 10]).join(" ")],
  ["one long word", "w".repeat(200)],
  ["a hundred slips", "teh ".repeat(50).trim()],
  ["other scripts", "日本語 やかん чайник βραστήρας ketel"],
  ["wide and styled letters", "ｋｅｔｔｌｅ 𝓀𝑒𝓉𝓉𝓁𝑒 ﬁ ½ ①"],
  ["only marks", "\u0301\u0301 ‍ … — •"],
  ["what looks like a SKU", "._-._-"],
])("no text breaks the search: %s", async (_, q) => {
  const { body } = await list(`q=${encodeURIComponent(q)}`).expect(200);

  expect(body.items).toHaveLength(Math.min(body.total, 20));
});

test("wide letters and accents of their own are letters like others", async () => {
  expect((await found("ｋｅｔｔｌｅ"))[0]).toBe("Kettle");
});
