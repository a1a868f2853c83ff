import { brands, categories, kinds, makersOf } from "../assortment";
import { colors } from "../colors";
import { series } from "../series";
import { slugOf } from "../wording";

const parents = new Set(categories.map(({ parent }) => parent));
const leaves = categories.map(({ slug }) => slug).filter((slug) => !parents.has(slug));

const repeated = (values: readonly string[]) => values.filter((value, at) => values.indexOf(value) !== at);

describe("the assortment", () => {
  test("has more than sixty brands and more than twenty leaf categories", () => {
    expect(brands.length).toBeGreaterThan(60);
    expect(leaves.length).toBeGreaterThan(20);
  });

  test("names nothing twice", () => {
    expect(repeated(categories.map(({ slug }) => slug))).toEqual([]);
    expect(repeated(brands.map(({ name }) => slugOf(name)))).toEqual([]);
    expect(repeated(brands.map(({ code }) => code))).toEqual([]);
    expect(repeated(kinds.map(({ code }) => code))).toEqual([]);
  });

  test("sells things in every leaf category, and only there", () => {
    expect(new Set(kinds.map(({ category }) => category))).toEqual(new Set(leaves));
  });

  test("has brands at home in leaf categories, and at least four makers of everything", () => {
    expect(brands.flatMap(({ homes }) => homes).filter((home) => !leaves.includes(home))).toEqual([]);
    expect(kinds.filter((kind) => makersOf(kind).length < 4).map(({ code }) => code)).toEqual([]);
  });

  test("has as many series in every voice, none twice, and none that is a color or a material", () => {
    const materials = kinds.flatMap((kind) => (kind.materials ?? []).map(({ name }) => name));
    const taken = new Set([...Object.keys(colors), ...materials].map((name) => name.toLowerCase()));

    for (const names of Object.values(series)) {
      expect(names).toHaveLength(series.nordic.length);
      expect(repeated(names)).toEqual([]);
      expect(names.filter((name) => taken.has(name.toLowerCase()))).toEqual([]);
    }
  });

  test("tells the values of each option apart in the SKU", () => {
    const choices = kinds.flatMap((kind) => kind.choices ?? []);

    for (const { values, take } of choices) {
      expect(repeated(values.map(({ code }) => code))).toEqual([]);
      expect(repeated(values.map(({ name }) => name))).toEqual([]);
      expect(take[1]).toBeLessThanOrEqual(values.length);
    }
  });
});
