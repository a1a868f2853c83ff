import type { Tx } from "@shopeasy/platform/database/connect";
import { newId } from "@shopeasy/platform/ids";
import { eq } from "drizzle-orm";
import { storeBrand } from "../brands/change-brands";
import { lockTree, storeCategory } from "../categories/store-category";
import { brands, categories } from "../db/schema";
import type { StoreDeps } from "../deps";
import type { BrandLine, CategoryLine } from "./import-line-schemas";
import { type Outcome, outcomeOf } from "./outcome";

/** Makes the category, or renames and moves the one of this slug. */
export function importCategory({ database }: StoreDeps, category: CategoryLine): Promise<Outcome> {
  return outcomeOf(() =>
    database.db.transaction(async (tx) => {
      await lockTree(tx);
      const [existing] = await tx
        .select({ id: categories.id })
        .from(categories)
        .where(eq(categories.slug, category.slug));
      await storeCategory(tx, category, existing?.id);
      return existing ? "updated" : "created";
    }),
  );
}

/** Makes the brand, or renames the one of this slug. */
export function importBrand({ database }: StoreDeps, brand: BrandLine): Promise<Outcome> {
  return outcomeOf(() => database.db.transaction((tx) => putBrand(tx, brand)));
}

async function putBrand(tx: Tx, { name, slug }: BrandLine): Promise<"created" | "updated"> {
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
