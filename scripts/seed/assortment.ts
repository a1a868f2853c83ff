import type { Brand, Department, Kind } from "./department";
import { beauty } from "./departments/beauty";
import { books } from "./departments/books";
import { clothing } from "./departments/clothing";
import { electronics } from "./departments/electronics";
import { garden } from "./departments/garden";
import { kitchen } from "./departments/kitchen";
import { living } from "./departments/living";
import { office } from "./departments/office";
import { outdoor } from "./departments/outdoor";
import { pantry } from "./departments/pantry";
import { pets } from "./departments/pets";
import { sports } from "./departments/sports";
import { toys } from "./departments/toys";
import { slugOf } from "./wording";

const departments: readonly Department[] = [
  kitchen,
  living,
  outdoor,
  electronics,
  clothing,
  toys,
  books,
  garden,
  pets,
  beauty,
  sports,
  office,
  pantry,
];

/** All that the shop sells, before single products are made of it. Categories come parents first. */
export const categories = departments.flatMap((department) => department.categories);
export const brands = departments.flatMap((department) => department.brands);
export const kinds = departments.flatMap((department) => department.kinds);

const kindsByCode: ReadonlyMap<string, Kind> = new Map(kinds.map((kind) => [kind.code, kind]));
const brandsBySlug: ReadonlyMap<string, Brand> = new Map(brands.map((brand) => [slugOf(brand.name), brand]));
const makers: ReadonlyMap<string, readonly Brand[]> = new Map(
  categories.map(({ slug }) => [slug, brands.filter((brand) => brand.homes.includes(slug))]),
);

/** The kind of thing that a SKU names: its second part says it. */
export function kindOfSku(sku: string): Kind | undefined {
  return kindsByCode.get(sku.split("-")[1] ?? "");
}

export function brandOfSlug(slug: string): Brand | undefined {
  return brandsBySlug.get(slug);
}

/** The brands that make a kind of thing. */
export function makersOf(kind: Kind): readonly Brand[] {
  return makers.get(kind.category) ?? [];
}
