import type { Voice } from "./series";
import type { ShapeName } from "./shapes/shapes";

/** A branch of the category tree, what is sold on it, and the houses that are at home there before all else. */
export interface Department {
  /** Parents before their children. */
  categories: readonly { slug: string; name: string; parent?: string }[];
  brands: readonly Brand[];
  kinds: readonly Kind[];
}

/** A house whose things the shop sells. All of them are invented. */
export interface Brand {
  /** The first part of its SKUs. */
  code: string;
  name: string;
  /** 1 is plain, 3 is fine: where in a kind's price range it asks its prices. */
  tier: 1 | 2 | 3;
  /** The cents its prices end in. */
  ending: 0 | 95 | 99;
  voice: Voice;
  /** Its main color and the one beside it. */
  palette: readonly [string, string];
  /** The slugs of the leaf categories it makes things for. */
  homes: readonly string[];
  /** A sentence that is true of whatever it makes. */
  note: string;
}

/**
 * A kind of thing the shop sells (a kettle), from which many products are made.
 *
 * Texts may hold `{slot}` (brand, series, spec, material, or one of `words`; `{a spec}` puts the article
 * before it) and `[this|that]`, of which each product takes one.
 */
export interface Kind {
  /** The second part of the SKU, unique in the shop. */
  code: string;
  noun: string;
  category: string;
  shape: ShapeName;
  /** Dollars, from a plain maker to a fine one, before the factors of spec, material and options. */
  price: readonly [number, number];
  /** Of the plain product, in grams. */
  weight: number;
  /** How the name is put together; `{brand} {series} {spec} {material} {noun}` where nothing is said. */
  name?: string;
  /** What sets models apart, and stands in the name. */
  specs?: readonly Spec[];
  /** Lower case; stands in the name. */
  materials?: readonly Material[];
  /** What titles are made of, where brand and series do not name the product: each combination is one title. */
  titles?: Readonly<Record<string, readonly string[]>>;
  /** Further slots, drawn freely for each product. */
  words?: Readonly<Record<string, readonly string[]>>;
  choices?: readonly Choice[];
  /** The first sentence. */
  opens: readonly string[];
  /** Sentences about the product: one of a row at most, so what excludes one another stands in one row. */
  details: readonly (readonly string[])[];
  tags: readonly string[];
}

/** `price` and `weight` are factors (1 where nothing is said), `note` a sentence that is true of it alone. */
interface Trait {
  name: string;
  price?: number;
  weight?: number;
  note?: string;
}

export interface Spec extends Trait {
  /** As it reads in a sentence; the name in lower case where nothing is said. */
  said?: string;
  /** Where it does not look like the others of its kind. */
  shape?: ShapeName;
}

export type Material = Trait;

/** What a customer chooses: becomes an option of the product. */
export interface Choice {
  name: string;
  values: readonly ChoiceValue[];
  /** How many of the values a product has, at least and at most. */
  take: readonly [number, number];
  /** Which of them: any, a stretch of neighbors (sizes), or always from the first on. */
  pick: "any" | "stretch" | "first";
  /** How a sentence tells the values: `{list}` is "a, b or c", `{run}` is "a to c". */
  said: string;
}

export interface ChoiceValue {
  name: string;
  /** Its part of the SKU. */
  code: string;
  price?: number;
  weight?: number;
}
