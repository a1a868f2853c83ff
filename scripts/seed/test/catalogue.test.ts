import { createHash } from "node:crypto";
import { generateCatalogue } from "../catalogue";
import type { CatalogueLine, ProductLine, VariantLine } from "../catalogue-lines";

const productsOf = (lines: Iterable<CatalogueLine>): ProductLine[] =>
  [...lines].filter((line) => line.kind === "product");

const bytesOf = (lines: Iterable<CatalogueLine>): string => {
  const hash = createHash("sha256");
  for (const line of lines) hash.update(`${JSON.stringify(line)}\n`);
  return hash.digest("hex");
};

const combinations = (options: ProductLine["options"]): string[] =>
  options
    .reduce<Record<string, string>[]>(
      (before, { name, values }) =>
        before.flatMap((chosen) => values.map((value) => ({ ...chosen, [name]: value }))),
      [{}],
    )
    .map((chosen) => JSON.stringify(chosen));

describe("a catalogue", () => {
  const lines = [...generateCatalogue({ products: 3_000 })];
  const products = productsOf(lines);

  test("is the same, byte for byte, each time it is made", () => {
    const first = bytesOf(generateCatalogue({ products: 2_000 }));
    const second = bytesOf(generateCatalogue({ products: 2_000 }));

    expect(second).toBe(first);
  });

  test("is another one when the seed is another", () => {
    const one = productsOf(generateCatalogue({ products: 100, seed: 1 }));
    const two = productsOf(generateCatalogue({ products: 100, seed: 2 }));

    const shared = new Set(one.map(({ slug }) => slug));
    expect(two.filter(({ slug }) => shared.has(slug)).length).toBeLessThan(20);
  });

  test("begins as every smaller one does", () => {
    const smaller = [...generateCatalogue({ products: 700 })];

    expect(lines.slice(0, smaller.length)).toEqual(smaller);
  });

  test("of no products still has the shop's categories and brands", () => {
    const empty = [...generateCatalogue({ products: 0 })];

    expect(new Set(empty.map(({ kind }) => kind))).toEqual(new Set(["category", "brand"]));
  });

  test("names categories before what lies under them, then brands, then products", () => {
    const known = new Set<string>();
    const dangling: CatalogueLine[] = [];
    const order = { category: 0, brand: 1, product: 2 };
    const ranks = lines.map(({ kind }) => order[kind]);

    for (const line of lines) {
      if (line.kind === "category" && line.parent && !known.has(line.parent)) dangling.push(line);
      if (line.kind === "product" && !known.has(line.category)) dangling.push(line);
      if (line.kind === "product" && !known.has(`brand ${line.brand}`)) dangling.push(line);
      if (line.kind !== "product") known.add(line.kind === "brand" ? `brand ${line.slug}` : line.slug);
    }

    expect(dangling).toEqual([]);
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
  });

  test("of a thousand products spreads them over at least twenty leaf categories", () => {
    const parents = new Set(lines.flatMap((line) => (line.kind === "category" ? [line.parent] : [])));
    const used = new Set(products.slice(0, 1_000).map(({ category }) => category));

    expect(used.size).toBeGreaterThanOrEqual(20);
    expect([...used].filter((category) => parents.has(category))).toEqual([]);
  });

  test("has no slug and no SKU twice among 100,000 products, and each is well formed", () => {
    const slugs = new Set<string>();
    const skus = new Set<string>();
    const malformed: string[] = [];
    let variants = 0;

    for (const line of generateCatalogue({ products: 100_000 })) {
      if (line.kind !== "product") continue;
      slugs.add(line.slug);
      if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(line.slug) || line.slug.length > 96) malformed.push(line.slug);
      for (const { sku } of line.variants) {
        variants++;
        skus.add(sku);
        if (!/^[A-Za-z0-9._-]{1,64}$/.test(sku)) malformed.push(sku);
      }
    }

    expect(malformed).toEqual([]);
    expect(slugs.size).toBe(100_000);
    expect(skus.size).toBe(variants);
  });

  test("sells each product in exactly the combinations of its options, twelve at most", () => {
    for (const { options, variants } of products) {
      const offered = variants.map((variant) => JSON.stringify(variant.options));

      expect(offered).toEqual(combinations(options));
      expect(variants.length).toBeGreaterThanOrEqual(1);
      expect(variants.length).toBeLessThanOrEqual(12);
    }
  });

  test("gives every variant a price, a weight and a stock that can be", () => {
    const isSound = ({ price, compareAtPrice, weightGrams, stock, lowStockThreshold }: VariantLine) =>
      price.amount > 100 &&
      price.amount < 300_000 &&
      (compareAtPrice === undefined || compareAtPrice.amount > price.amount) &&
      weightGrams > 0 &&
      stock >= 0 &&
      lowStockThreshold > 0 &&
      [price.amount, compareAtPrice?.amount ?? 0, weightGrams, stock].every(Number.isInteger);

    const unsound = products.flatMap(({ variants }) => variants).filter((variant) => !isSound(variant));

    expect(unsound).toEqual([]);
  });

  test("has some products reduced, some sold out, some running low, some drafts and some archived", () => {
    const variants = products.flatMap((product) => product.variants);
    const shares = {
      reduced: variants.filter(({ compareAtPrice }) => compareAtPrice).length / variants.length,
      gone: variants.filter(({ stock }) => stock === 0).length / variants.length,
      low:
        variants.filter(({ stock, lowStockThreshold }) => stock > 0 && stock <= lowStockThreshold).length /
        variants.length,
      drafts: products.filter(({ status }) => status === "draft").length / products.length,
      archived: products.filter(({ status }) => status === "archived").length / products.length,
    };

    for (const share of Object.values(shares)) {
      expect(share).toBeGreaterThan(0.002);
      expect(share).toBeLessThan(0.25);
    }
  });

  test("shows each product in one picture of its own, described in words", () => {
    for (const { slug, name, images } of products) {
      expect(images).toHaveLength(1);
      expect(images[0]?.url).toBe(`/media/products/${slug}.svg`);
      expect(images[0]?.alt).toContain(name);
    }
  });
});
