import type { Tx } from "@shopeasy/platform/database/connect";
import { brokenUniqueness } from "@shopeasy/platform/database/errors";
import { Conflict, InvalidInput } from "@shopeasy/platform/errors";
import { newId } from "@shopeasy/platform/ids";
import { eq, sql } from "drizzle-orm";
import { categories } from "../db/schema";
import { wouldCircle } from "./category-rules";
import type { NewCategory } from "./category-schemas";

/** Two moves at once could make a circle of what each finds in order: writers of the tree go one after the other. */
export async function lockTree(tx: Tx): Promise<void> {
  await tx.execute(sql`lock table categories in share row exclusive mode`);
}

/**
 * Writes a new category, or (with `id`) one that is there, on the locked tree.
 * @throws InvalidInput for an unknown parent; Conflict `slug-in-use`, `category-circle`
 */
export async function storeCategory(tx: Tx, category: NewCategory, id?: string): Promise<void> {
  const { name, slug } = category;
  const parent = category.parent === null ? undefined : await parentOf(tx, category.parent);
  if (id && parent && wouldCircle(id, parent.lineage)) {
    throw new Conflict("category-circle", "A category can't stand below itself.");
  }
  const parentId = parent?.id ?? null;
  const written = id
    ? tx
        .update(categories)
        .set({ name, slug, parentId, version: sql`${categories.version} + 1` })
        .where(eq(categories.id, id))
    : tx.insert(categories).values({ id: newId(), name, slug, parentId, lineage: [], path: [] });
  try {
    await written;
  } catch (error) {
    if (brokenUniqueness(error) !== "categories_slug_unique") throw error;
    throw new Conflict("slug-in-use", `Another category has the slug ${slug}.`);
  }
  await retrace(tx);
}

async function parentOf(tx: Tx, slug: string) {
  const [parent] = await tx
    .select({ id: categories.id, lineage: categories.lineage })
    .from(categories)
    .where(eq(categories.slug, slug));
  if (!parent) throw new InvalidInput([{ path: "parent", message: "is not the slug of a category" }]);
  return parent;
}

/** Brings the kept lineages and paths in line with the tree, of the moved category and of all below it. */
async function retrace(tx: Tx): Promise<void> {
  await tx.execute(sql`
    with recursive tree as (
      select id, slug, array[id] as lineage, array[name] as path from categories where parent_id is null
      union all
      select c.id, c.slug, t.lineage || c.id, t.path || c.name from categories c join tree t on c.parent_id = t.id
    )
    update categories c set lineage = t.lineage, path = t.path, version = c.version + 1
    from tree t where t.id = c.id and (c.lineage, c.path) is distinct from (t.lineage, t.path)`);
}
