import type { Tx } from "@shopeasy/platform/database/connect";
import { brokenUniqueness } from "@shopeasy/platform/database/errors";
import { retrying } from "@shopeasy/platform/database/retrying";
import { Conflict } from "@shopeasy/platform/errors";
import { newId } from "@shopeasy/platform/ids";
import { eq, sql } from "drizzle-orm";
import { isBrokenReference } from "../db/broken-reference";
import { brands } from "../db/schema";
import type { Deps } from "../deps";
import type { Brand, BrandChanges, NewBrand } from "./brand-schemas";
import { findBrand, unknownBrand } from "./find-brands";

type Dependencies = Pick<Deps, "database">;

/** @throws Conflict `slug-in-use` */
export function createBrand({ database }: Dependencies, brand: NewBrand): Promise<Brand> {
  return retrying(database.db, async (tx) => {
    await refusingTakenSlug(brand.slug, tx.insert(brands).values({ id: newId(), ...brand }));
    return findBrand(tx, brand.slug);
  });
}

/** @throws NotFound `unknown-brand`; Conflict `slug-in-use` */
export function changeBrand({ database }: Dependencies, slug: string, changes: BrandChanges): Promise<Brand> {
  return retrying(database.db, async (tx) => {
    const [current] = await tx.select().from(brands).where(eq(brands.slug, slug)).for("update");
    if (!current) throw unknownBrand();
    const { name = current.name, slug: newSlug = slug } = changes;
    await storeBrand(tx, current.id, { name, slug: newSlug });
    return findBrand(tx, newSlug);
  });
}

/** Writes a brand that is there; its products are found by its new name. @throws Conflict `slug-in-use` */
export async function storeBrand(tx: Tx, id: string, { name, slug }: NewBrand): Promise<void> {
  await refusingTakenSlug(
    slug,
    tx
      .update(brands)
      .set({ name, slug, version: sql`${brands.version} + 1` })
      .where(eq(brands.id, id)),
  );
  await tx.execute(sql`
    update products set search = product_search(name, ${name}, tags, description)
    where brand_id = ${id} and search is distinct from product_search(name, ${name}, tags, description)`);
}

/** @throws NotFound `unknown-brand`; Conflict `brand-has-products` */
export async function deleteBrand({ database }: Dependencies, slug: string): Promise<void> {
  try {
    const { count } = await database.db.delete(brands).where(eq(brands.slug, slug));
    if (count === 0) throw unknownBrand();
  } catch (error) {
    if (!isBrokenReference(error)) throw error;
    throw new Conflict("brand-has-products", "There are products of this brand, archived ones counted.");
  }
}

async function refusingTakenSlug(slug: string, written: PromiseLike<unknown>): Promise<void> {
  try {
    await written;
  } catch (error) {
    if (brokenUniqueness(error) !== "brands_slug_unique") throw error;
    throw new Conflict("slug-in-use", `Another brand has the slug ${slug}.`);
  }
}
