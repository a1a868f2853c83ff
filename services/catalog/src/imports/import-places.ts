import type { Tx } from "@shopeasy/platform/database/connect";
import { newId } from "@shopeasy/platform/ids";
import { eq } from "drizzle-orm";
import { storeBrand } from "../brands/change-brands";
import { lockTree, storeCategory } from "../categories/store-category";
import { brands, categories } from "../db/schema";
import type { BrandLine, CategoryLine, PlaceLine } from "./import-line-schemas";

/** Where a product stands: its category or its brand. Made, or brought to what the line says where the slug is known. */
export const importPlace = (tx: Tx, line: PlaceLine): Promise<"created" | "updated"> =>
  line.kind === "category" ? importCategory(tx, line) : importBrand(tx, line);

async function importCategory(tx: Tx, { kind: _, ...category }: CategoryLine) {
  await lockTree(tx);
  const [existing] = await tx
    .select({ id: categories.id })
    .from(categories)
    .where(eq(categories.slug, category.slug));
  await storeCategory(tx, category, existing?.id);
  return existing ? "updated" : "created";
}

async function importBrand(tx: Tx, { name, slug }: BrandLine) {
  const inserted = await tx
    .insert(brands)
    .values({ id: newId(), name, slug })
    .onConflictDoNothing()
    .returning({ id: brands.id });
  if (inserted.length > 0) return "created";
  const [existing] = await tx.select().from(brands).where(eq(brands.slug, slug)).for("update");
  if (existing && existing.name !== name) await storeBrand(tx, existing.id, { name, slug });
  return "updated";
}
