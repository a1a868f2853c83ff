import { brands, categories, kinds } from "./assortment";
import type { CatalogueLine } from "./catalogue-lines";
import { createPlacement } from "./placement";
import { productAt } from "./product";
import { createRandom, mixSeeds } from "./random";
import { slugOf } from "./wording";

export interface CatalogueSize {
  /** How many products, besides the categories and brands, which are always the same. */
  products: number;
  /** Another seed makes another shop. */
  seed?: number;
}

/**
 * The lines of a catalogue that a person would believe, in the order of import: categories, brands, products.
 * The same size and seed always give the same lines, a smaller catalogue is the beginning of a larger one, and
 * no more than one product is held in memory.
 */
export function* generateCatalogue({ products, seed = 1 }: CatalogueSize): Generator<CatalogueLine> {
  for (const category of categories) yield { kind: "category", ...category };
  for (const { name } of brands) yield { kind: "brand", slug: slugOf(name), name };
  const placeOf = createPlacement(kinds, mixSeeds(seed));
  for (let index = 0; index < products; index++) {
    yield productAt(placeOf(index), seed, createRandom(mixSeeds(seed, index)));
  }
}
