import { brandOfSlug, brands, kindOfSku, kinds } from "../assortment";
import { generateCatalogue } from "../catalogue";
import type { ProductLine } from "../catalogue-lines";
import { colors } from "../colors";
import { slugOf } from "../wording";

const products = [...generateCatalogue({ products: 4_000 })].filter((line) => line.kind === "product");
const kindOf = ({ variants }: ProductLine) => kindOfSku(variants[0]?.sku ?? "");

const colorWords = [
  ...Object.keys(colors).map((name) => name.toLowerCase()),
  ..."blue green orange purple beige ivory scarlet crimson turquoise violet gold golden cream".split(" "),
];
const materials = [...new Set(kinds.flatMap((kind) => (kind.materials ?? []).map(({ name }) => name)))];

const patterns = new Map(
  [...colorWords, ...materials].map((words) => [words, new RegExp(`(^|[^a-z-])${words}($|[^a-z-])`, "i")]),
);
const speaksOf = (text: string, words: string) => patterns.get(words)!.test(text);

describe("a description", () => {
  test("has two to four whole sentences, with no gap left in them", () => {
    for (const { description } of products) {
      const sentences = description.split(/(?<=[.!?])\s+(?=[A-Z0-9{])/);

      expect(sentences.length).toBeGreaterThanOrEqual(2);
      expect(sentences.length).toBeLessThanOrEqual(5);
      expect(description).toMatch(/^[A-Z0-9].*[.!?]$/);
      expect(description).not.toMatch(/[{}[\]|]|undefined| {2}| [.,;]|\.\./);
    }
  });

  test("speaks of no color that the product does not come in", () => {
    const strays = products.flatMap(({ name, description, options }) => {
      const own = `${name} ${options.flatMap(({ values }) => values).join(" ")}`;
      return colorWords
        .filter((color) => speaksOf(description, color) && !speaksOf(own, color))
        .map((color) => `${color}: ${name}: ${description}`);
    });

    expect(strays).toEqual([]);
  });

  test("speaks of no material but the product's own", () => {
    const strays = products.flatMap((product) => {
      const kind = kindOf(product);
      const written = JSON.stringify([
        kind?.opens,
        kind?.details,
        kind?.words,
        kind?.specs,
        kind?.choices,
        brandOfSlug(product.brand)?.note,
      ]);
      return materials
        .filter(
          (material) =>
            speaksOf(product.description, material) &&
            !speaksOf(written, material) &&
            !product.tags.join(" ").includes(slugOf(material)) &&
            !(kind?.materials ?? []).some(
              ({ name, note }) => product.tags.includes(slugOf(name)) && note && speaksOf(note, material),
            ),
        )
        .map((material) => `${material}: ${product.name}: ${product.description}`);
    });

    expect(strays).toEqual([]);
  });

  test("names no house but the one that made the product", () => {
    const strays = products.filter(({ description, brand }) =>
      brands.some(({ name }) => description.includes(name) && name !== brandOfSlug(brand)?.name),
    );

    expect(strays.map(({ name }) => name)).toEqual([]);
  });

  test("is no other's, among the first thousand products", () => {
    const first = products.slice(0, 1_000).map(({ description }) => description);

    expect(first.filter((description, at) => first.indexOf(description) !== at)).toEqual([]);
  });

  test("is hardly ever near to another's, among the first thousand products", () => {
    const sentences = products
      .slice(0, 1_000)
      .map(({ description }) => new Set(description.split(/(?<=\.) /)));
    const near = sentences.filter((mine, at) =>
      sentences.some(
        (theirs, other) => other < at && [...mine].filter((sentence) => theirs.has(sentence)).length >= 3,
      ),
    );

    expect(near.length).toBeLessThan(60);
  });
});
