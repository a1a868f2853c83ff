import type { Tx } from "@shopeasy/platform/database/connect";
import { Conflict } from "@shopeasy/platform/errors";
import { eq, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { isBrokenReference } from "../db/broken-reference";
import { categories } from "../db/schema";
import type { Deps } from "../deps";
import type { Category, CategoryChanges, NewCategory } from "./category-schemas";
import { findCategory, unknownCategory } from "./find-categories";
import { lockTree, storeCategory } from "./store-category";

type Dependencies = Pick<Deps, "database">;

/** @throws InvalidInput for an unknown parent; Conflict `slug-in-use` */
export function createCategory({ database }: Dependencies, category: NewCategory): Promise<Category> {
  return database.db.transaction(async (tx) => {
    await lockTree(tx);
    await storeCategory(tx, category);
    return findCategory(tx, category.slug);
  });
}

/**
 * Renames or moves a category, and with it all that is below.
 * @throws NotFound `unknown-category`; InvalidInput for an unknown parent; Conflict `slug-in-use`, `category-circle`
 */
export function changeCategory(
  { database }: Dependencies,
  slug: string,
  changes: CategoryChanges,
): Promise<Category> {
  return database.db.transaction(async (tx) => {
    await lockTree(tx);
    const { id, ...current } = await readCategory(tx, slug);
    const { name = current.name, slug: newSlug = current.slug, parent = current.parent } = changes;
    await storeCategory(tx, { name, slug: newSlug, parent }, id);
    return findCategory(tx, newSlug);
  });
}

/** @throws NotFound `unknown-category`; Conflict `category-has-children`, `category-has-products` */
export function deleteCategory({ database }: Dependencies, slug: string): Promise<void> {
  return database.db.transaction(async (tx) => {
    await lockTree(tx);
    const { id } = await readCategory(tx, slug);
    const [child] = await tx
      .select({ id: categories.id })
      .from(categories)
      .where(eq(categories.parentId, id))
      .limit(1);
    if (child) throw new Conflict("category-has-children", "Other categories stand below this one.");
    try {
      await tx.delete(categories).where(eq(categories.id, id));
    } catch (error) {
      if (!isBrokenReference(error)) throw error;
      throw new Conflict(
        "category-has-products",
        "There are products in this category, archived ones counted.",
      );
    }
  });
}

async function readCategory(tx: Tx, slug: string): Promise<NewCategory & { id: string }> {
  const parents = alias(categories, "parents");
  const [category] = await tx
    .select({
      id: categories.id,
      name: categories.name,
      slug: categories.slug,
      parent: sql<string | null>`${parents.slug}`,
    })
    .from(categories)
    .leftJoin(parents, eq(parents.id, categories.parentId))
    .where(eq(categories.slug, slug));
  if (!category) throw unknownCategory();
  return category;
}
