import type { Category } from "./category-schemas";

/** A category with how many active products are in it itself. */
export interface CategoryRow {
  id: string;
  parentId: string | null;
  slug: string;
  name: string;
  path: string[];
  ownCount: number;
}

/** The tree, by name on each level; a category counts its products and those of all below it. */
export function categoryTree(rows: readonly CategoryRow[]): Category[] {
  const slugs = new Map(rows.map(({ id, slug }) => [id, slug]));
  const below = new Map<string | null, CategoryRow[]>();
  for (const row of rows) below.set(row.parentId, [...(below.get(row.parentId) ?? []), row]);

  const nodesBelow = (parentId: string | null): Category[] =>
    (below.get(parentId) ?? [])
      .toSorted((one, other) => (one.name < other.name ? -1 : 1))
      .map(({ id, slug, name, path, ownCount }) => {
        const children = nodesBelow(id);
        const productCount = children.reduce((sum, child) => sum + child.productCount, ownCount);
        const parent = parentId === null ? null : (slugs.get(parentId) ?? null);
        return { slug, name, parent, path, productCount, children };
      });
  return nodesBelow(null);
}

/** The category of this slug, wherever it is in the tree. */
export function categoryIn(tree: readonly Category[], slug: string): Category | undefined {
  for (const category of tree) {
    const found = category.slug === slug ? category : categoryIn(category.children, slug);
    if (found) return found;
  }
  return undefined;
}

/** Whether a category would stand below itself. `lineage` is the new parent's: ids from the root down to it. */
export const wouldCircle = (id: string, lineage: readonly string[]): boolean => lineage.includes(id);
