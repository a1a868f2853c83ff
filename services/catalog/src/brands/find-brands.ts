import type { Db } from "@shopeasy/platform/database/connect";
import { NotFound } from "@shopeasy/platform/errors";
import { decodeCursor, pageOf } from "@shopeasy/platform/pagination/cursor";
import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { brands } from "../db/schema";
import type { Brand } from "./brand-schemas";

// By its full name: drizzle leaves the table's out where there is only one.
const brandColumns = {
  slug: brands.slug,
  name: brands.name,
  productCount: sql<number>`(
    select count(*)::int from products p where p.brand_id = brands.id and p.status = 'active'
  )`,
};

const Position = z.tuple([z.string(), z.string()]);

/** Brands by name. @throws InvalidInput for a damaged cursor */
export async function listBrands(
  db: Db,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<{ items: Brand[]; nextCursor: string | null }> {
  const [name, slug] = cursor === undefined ? [] : decodeCursor(Position, cursor);
  const found = await db
    .select(brandColumns)
    .from(brands)
    .where(name === undefined ? undefined : sql`(${brands.name}, ${brands.slug}) > (${name}, ${slug})`)
    .orderBy(brands.name, brands.slug)
    .limit(limit + 1);
  return pageOf(found, limit, (brand) => [brand.name, brand.slug]);
}

/** @throws NotFound `unknown-brand` */
export async function findBrand(db: Db, slug: string): Promise<Brand> {
  const [brand] = await db.select(brandColumns).from(brands).where(eq(brands.slug, slug));
  if (!brand) throw unknownBrand();
  return brand;
}

export const unknownBrand = () => new NotFound("unknown-brand", "There is no such brand.");
