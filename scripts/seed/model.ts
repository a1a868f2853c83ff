import { makersOf } from "./assortment";
import type { Brand, Kind, Material, Spec } from "./department";
import { combinationOf, type Place } from "./placement";
import { mixSeeds, type Random, seedOf } from "./random";
import { series } from "./series";
import { filled, type Slots, titled } from "./wording";

/** What a product is, before it has variants, prices and a text. */
export interface Model {
  kind: Kind;
  brand: Brand;
  spec: Spec;
  material: Material;
  name: string;
  /** What its texts may speak of. */
  slots: Slots;
  /** The brand's article number: unique among its things of this kind. */
  article: number;
}

const nothing: Spec = { name: "" };
const generations = ["", " II", " III", " IV", " V", " VI", " VII", " VIII", " IX", " X"];

/** The nth model of its kind. No two have the same name. */
export function modelAt({ kind, nth }: Place, seed: number, random: Random): Model {
  const specs = kind.specs ?? [nothing];
  const materials = kind.materials ?? [nothing];
  // Every voice has as many series as any other, so one of them stands for all in the count.
  const namedBy = kind.titles ? Object.values(kind.titles) : [makersOf(kind), series.nordic];
  const salt = `${kind.code} ${mixSeeds(seed, seedOf(kind.code))}`;
  const { picks, round } = combinationOf([...namedBy, specs, materials], nth, salt);
  const spec = specs[picks.at(-2) ?? 0] ?? nothing;
  const material = materials[picks.at(-1) ?? 0] ?? nothing;
  const { brand, words } = namedAt(kind, picks, round, random);

  const naming = { ...words, brand: brand.name, spec: spec.name, material: titled(material.name) };
  const template = kind.name ?? `{brand} {series} {spec} {material} ${kind.noun}`;
  const edition = kind.titles && round > 0 ? `, Edition ${round + 1}` : "";
  const drawn = Object.entries(kind.words ?? {}).map(([slot, list]) => [slot, random.pick(list)]);
  const slots: Slots = {
    ...naming,
    spec: spec.said ?? spec.name.toLowerCase(),
    material: material.name,
    ...Object.fromEntries(drawn),
  };
  const name = filled(template, naming, random) + edition;
  return { kind, brand, spec, material, name, slots, article: 100 + nth };
}

/** The brand, and the words that make the name this model's own: its series, or the parts of its title. */
function namedAt(kind: Kind, picks: readonly number[], round: number, random: Random) {
  const makers = makersOf(kind);
  if (!kind.titles) {
    const brand = makers[picks[0] ?? 0] as Brand;
    const line = series[brand.voice][picks[1] ?? 0] ?? "";
    return { brand, words: { series: line + (generations[round] ?? ` ${round + 1}`) } };
  }
  const parts = Object.entries(kind.titles).map(([slot, list], at) => [slot, list[picks[at] ?? 0] ?? ""]);
  const words: Slots = Object.fromEntries(parts);
  return { brand: random.pick(makers), words };
}
