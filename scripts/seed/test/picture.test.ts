import { kinds } from "../assortment";
import { generateCatalogue } from "../catalogue";
import { drawPicture } from "../picture";
import { shapes } from "../shapes/shapes";

const products = [...generateCatalogue({ products: 2_000 })].filter((line) => line.kind === "product");

/** Whether every tag is closed in its turn, and every attribute quoted. */
function isWellFormed(svg: string): boolean {
  const open: string[] = [];
  const rest = svg.replace(
    /<(\/?)([a-zA-Z]+)((?: [a-zA-Z0-9:-]+="[^"<>]*")*)(\/?)>/g,
    (_, end, name, __, empty) => {
      if (end && open.pop() !== name) return "<";
      if (!end && !empty) open.push(name);
      return "";
    },
  );
  return open.length === 0 && !/[<>]|&(?!(amp|lt|gt);)/.test(rest);
}

describe("a product's picture", () => {
  test("is well-formed SVG of less than 4 kB", () => {
    for (const product of products) {
      const svg = drawPicture(product);

      expect(isWellFormed(svg)).toBe(true);
      expect(Buffer.byteLength(svg)).toBeLessThan(4_096);
      expect(svg).not.toMatch(/undefined|NaN|null/);
    }
  });

  test("says in its title what it shows", () => {
    const product = products.find(({ brand }) => brand === "pottle-finch")!;

    const svg = drawPicture(product);

    expect(svg).toContain(`<title id="t">${product.images[0]!.alt.replace("&", "&amp;")}</title>`);
    expect(svg).toContain('role="img" aria-labelledby="t"');
  });

  test("is the same each time it is drawn, and differs from product to product", () => {
    const first = products.slice(0, 500).map(drawPicture);
    const again = products.slice(0, 500).map(drawPicture);

    expect(again).toEqual(first);
    expect(new Set(first).size).toBe(500);
  });

  test("shows the thing in the first color that it comes in", () => {
    const red = products.find(({ options }) => options.some(({ values }) => values[0] === "Red"))!;

    const svg = drawPicture(red);

    expect(svg).toContain("#c73a3a");
  });

  test("shows an animal of plush as the animal that it is named after", () => {
    const bear = products.find(({ name }) => /^Otterby .* the Bear,/.test(name))!;
    const otter = products.find(({ name }) => /^Otterby .* the Otter,/.test(name))!;

    const whiskers = "M150 158l-34-6";

    expect(drawPicture(otter)).toContain(whiskers);
    expect(drawPicture(bear)).not.toContain(whiskers);
  });

  test("has a shape for every kind of thing, and no shape is left over", () => {
    const drawn = kinds.flatMap(({ shape, specs = [] }) => [shape, ...specs.map((spec) => spec.shape)]);

    expect(Object.keys(shapes).filter((name) => !new Set<string | undefined>(drawn).has(name))).toEqual([]);
  });
});
