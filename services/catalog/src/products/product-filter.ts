import { type SQL, sql } from "drizzle-orm";
import type { ProductQuery } from "./list-query";

type Filter = Pick<
  ProductQuery,
  "category" | "brand" | "tag" | "minPrice" | "maxPrice" | "inStock" | "minRating" | "status"
>;

/** The condition on `products p` that a query's filters make, but for its words. */
export function productFilter(query: Filter): SQL {
  const { category, brand, tag, minPrice, maxPrice, inStock, minRating, status = "active" } = query;
  const conditions = [
    // Written out, and not handed over: only so the planner can choose the indexes of active products.
    status === "active" ? sql`p.status = 'active'` : sql`p.status = ${status}`,
    category !== undefined && inCategory(category),
    brand !== undefined && sql`p.brand_id = (select id from brands where slug = ${brand})`,
    tag && tag.length > 0 && sql`p.tags @> ${sql.param(tag)}::text[]`,
    minPrice !== undefined && sql`p.price_to >= ${minPrice}`,
    maxPrice !== undefined && sql`p.price_from <= ${maxPrice}`,
    minPrice !== undefined && maxPrice !== undefined && hasPriceBetween(minPrice, maxPrice),
    inStock === "true" &&
      sql`exists (select from stock s where s.product_id = p.id and s.on_hand > s.reserved)`,
    minRating !== undefined && sql`p.rating_average >= ${minRating}`,
  ];
  return sql.join(
    conditions.filter((condition) => condition !== false && condition !== undefined),
    sql` and `,
  );
}

const inCategory = (slug: string) => sql`p.category_id = any(array(
  select id from categories where (select id from categories where slug = ${slug}) = any(lineage)))`;

/** One bound is met by the range itself; between two there can be a gap. */
const hasPriceBetween = (from: number, to: number) =>
  sql`exists (select from variants v where v.product_id = p.id and v.price between ${from} and ${to})`;
