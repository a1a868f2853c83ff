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
  const brands = makersOf(kind);
  const salt = `${kind.code} ${mixSeeds(seed, seedOf(kind.code))}`;
  const titleLists = Object.values(kind.titles ?? {});
  const namedBy = kind.titles ? titleLists : [brands, series.nordic];
  const { picks, round } = combinationOf([...namedBy, specs, materials], nth, salt);
  const spec = specs[picks.at(-2) ?? 0] ?? nothing;
  const material = materials[picks.at(-1) ?? 0] ?? nothing;
  const brand = kind.titles ? random.pick(brands) : (brands[picks[0] ?? 0] as Brand);

  const slots: Record<string, string> = {
    brand: brand.name,
    spec: spec.said ?? spec.name.toLowerCase(),
    material: material.name,
  };
  const naming: Record<string, string> = {
    brand: brand.name,
    spec: spec.name,
    material: titled(material.name),
  };
  if (kind.titles) {
    Object.keys(kind.titles).forEach((slot, at) => {
      slots[slot] = naming[slot] = titleLists[at]?.[picks[at] ?? 0] ?? "";
    });
  } else {
    const line = `${series[brand.voice][picks[1] ?? 0]}${generation(round)}`;
    slots.series = naming.series = line;
  }
  for (const [slot, words] of Object.entries(kind.words ?? {})) slots[slot] = random.pick(words);

  const template = kind.name ?? `{brand} {series} {spec} {material} ${kind.noun}`;
  const edition = kind.titles && round > 0 ? `, Edition ${round + 1}` : "";
  const name = filled(template, naming, random) + edition;
  return { kind, brand, spec, material, name, slots, article: 100 + nth };
}

function generation(round: number): string {
  return generations[round] ?? ` ${round + 1}`;
}
