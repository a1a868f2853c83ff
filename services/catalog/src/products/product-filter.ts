import type { Give } from "../db/statement";
import type { ProductSearch } from "../search/find-products";
import type { ProductQuery } from "./list-query";

export type ProductFilter = Pick<
  ProductQuery,
  "category" | "brand" | "tag" | "minPrice" | "maxPrice" | "inStock" | "minRating" | "status"
> & { search?: ProductSearch | undefined };

/** The conditions on `products p` that a query makes, besides that of the status. */
function conditionsOf(filter: ProductFilter, give: Give): string[] {
  const { category, brand, tag = [], minPrice, maxPrice, inStock, minRating, search } = filter;
  const conditions = [
    category !== undefined && inCategory(give(category)),
    brand !== undefined && `p.brand_id = (select id from brands where slug = ${give(brand)})`,
    tag.length > 0 && `p.tags @> ${give(tag)}::text[]`,
    minPrice !== undefined && `p.price_to >= ${give(minPrice)}`,
    maxPrice !== undefined && `p.price_from <= ${give(maxPrice)}`,
    minPrice !== undefined && maxPrice !== undefined && hasPriceBetween(give(minPrice), give(maxPrice)),
    inStock === "true" && isInStock,
    minRating !== undefined && `p.rating_average >= ${give(minRating)}`,
    search && isFound(search, give),
  ];
  return conditions.filter((condition) => condition !== false && condition !== undefined);
}

/** The condition on `products p` that a query makes. */
export function productFilter(filter: ProductFilter, give: Give): string {
  const { status = "active" } = filter;
  // Written out, and not handed over: only so the planner can choose the indexes of active products.
  const hasStatus = status === "active" ? "p.status = 'active'" : `p.status = ${give(status)}`;
  return [hasStatus, ...conditionsOf(filter, give)].join(" and ");
}

/** On how many things a filter depends: 0 for all active products. */
export const filterCount = (filter: ProductFilter): number =>
  conditionsOf(filter, () => "").length + (filter.status === undefined || filter.status === "active" ? 0 : 1);

const inCategory = (slug: string) => `p.category_id = any(array(
  select id from categories where (select id from categories where slug = ${slug}) = any(lineage)))`;

/** Looked up for each product that meets the other conditions: as a semi-join, planners read all stock for a few. */
export const isInStock = "(select true from stock s where s.product_id = p.id and s.is_available limit 1)";

/**
 * The range overlaps what is asked for, as the other conditions say: one of its ends lies within, or a variant between
 * them has to.
 */
const hasPriceBetween = (from: string, to: string) =>
  `(p.price_from >= ${from} or p.price_to <= ${to} or (
    select true from variants v where v.product_id = p.id and v.price between ${from} and ${to} limit 1))`;

function isFound({ terms, skus }: ProductSearch, give: Give): string {
  const hasWords = terms && `p.search @@ ${give(terms.matching)}::tsquery`;
  const hasSku = skus.length > 0 && `p.id = any(${give(skus)}::uuid[])`;
  return `(${[hasWords, hasSku].filter(Boolean).join(" or ")})`;
}
