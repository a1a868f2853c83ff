import type { Db } from "@shopeasy/platform/database/connect";
import { NotFound } from "@shopeasy/platform/errors";
import { sql } from "drizzle-orm";
import { type CategoryRow, categoryIn, categoryTree } from "./category-rules";
import type { Category } from "./category-schemas";

/** All categories, as a tree. */
export async function listCategories(db: Db): Promise<Category[]> {
  const rows = await db.execute<CategoryRow & Record<string, unknown>>(sql`
    select c.id, c.parent_id as "parentId", c.slug, c.name, c.path, coalesce(p.count, 0) as "ownCount"
    from categories c
    left join (
      select category_id, count(*)::int from products where status = 'active' group by category_id
    ) p on p.category_id = c.id`);
  return categoryTree(rows);
}

/** A category with all below it. @throws NotFound `unknown-category` */
export async function findCategory(db: Db, slug: string): Promise<Category> {
  // Its count is that of its whole subtree: categories are few, so that the tree is as quickly read.
  const category = categoryIn(await listCategories(db), slug);
  if (!category) throw unknownCategory();
  return category;
}

export const unknownCategory = () => new NotFound("unknown-category", "There is no such category.");
