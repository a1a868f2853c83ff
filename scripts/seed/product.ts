import type { ProductLine } from "./catalogue-lines";
import { hexOf } from "./colors";
import { describe } from "./description";
import { type Model, modelAt } from "./model";
import type { Place } from "./placement";
import type { Random } from "./random";
import { offersOf, variantsOf } from "./variants";
import { slugOf } from "./wording";

/** The product at a place of the catalogue; all that is left to chance comes from `random`. */
export function productAt(place: Place, seed: number, random: Random): ProductLine {
  const model = modelAt(place, seed, random);
  const offers = offersOf(model, random);
  const slug = slugOf(model.name);
  const options = offers.map(({ choice, values }) => ({
    name: choice.name,
    values: values.map(({ name }) => name),
  }));
  const color = options.flatMap(({ values }) => values).find((value) => hexOf(value));
  return {
    kind: "product",
    slug,
    name: model.name,
    description: describe(model, offers, random),
    brand: slugOf(model.brand.name),
    category: model.kind.category,
    tags: tagsOf(model, random),
    images: [
      {
        url: `/media/products/${slug}.svg`,
        alt: color ? `${model.name} in ${color.toLowerCase()}` : model.name,
      },
    ],
    options,
    variants: variantsOf(model, offers, random),
    status: statusOf(random),
  };
}

function tagsOf({ kind, material }: Model, random: Random): string[] {
  const [first, ...others] = kind.tags;
  const further = random.sample(others, random.int(1, 3));
  return [
    ...new Set([...(first ? [first] : []), ...further, ...(material.name ? [slugOf(material.name)] : [])]),
  ];
}

function statusOf(random: Random): ProductLine["status"] {
  const lot = random.int(1, 100);
  if (lot <= 2) return "draft";
  return lot === 3 ? "archived" : "active";
}
