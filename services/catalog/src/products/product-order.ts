import { decodeCursor, encodeCursor } from "@shopeasy/platform/pagination/cursor";
import { z } from "zod";
import type { Give } from "../db/statement";
import type { ProductSearch } from "../search/find-products";
import type { ProductSort } from "./list-query";
import { isInStock } from "./product-filter";

/** How a list is sorted: by `key` as text or number, and among equals by id, both in the same direction. */
interface Order {
  key: string;
  type: string;
  direction: "asc" | "desc";
}

/**
 * Where a page ended. `forgiving` says whether slips were forgiven, `soldOutLast` whether what is sold out came last: the
 * next page must do likewise.
 */
const Position = z.strictObject({
  sort: z.string(),
  key: z.string(),
  id: z.uuid(),
  forgiving: z.boolean(),
  soldOutLast: z.literal(true).optional(),
});
export type Position = z.infer<typeof Position>;

/** @throws InvalidInput for a damaged cursor, or one of a list that is sorted otherwise */
export const positionFrom = (cursor: string, sort: ProductSort): Position =>
  decodeCursor(
    Position.refine((position) => position.sort === sort),
    cursor,
  );

export const cursorAt = (position: Position): string => encodeCursor(position);

/** The newest is the highest id: ids grow with time. */
const orders = {
  newest: { key: "p.id", type: "uuid", direction: "desc" },
  price: { key: "p.price_from", type: "int", direction: "asc" },
  "-price": { key: "p.price_from", type: "int", direction: "desc" },
  rating: { key: "p.rating_average", type: "numeric", direction: "desc" },
  name: { key: "p.sort_name", type: "text", direction: "asc" },
} as const satisfies Record<Exclude<ProductSort, "relevance">, Order>;

export function orderOf(
  sort: ProductSort,
  search: ProductSearch | undefined,
  give: Give,
  { soldOutLast }: { soldOutLast: boolean },
): Order {
  if (sort !== "relevance") return orders[sort];
  if (!search) return { key: "0", type: "float8", direction: "desc" };
  const key = soldOutLast ? `${relevance(search, give)} + ${fromStock}` : relevance(search, give);
  return { key, type: "float8", direction: "desc" };
}

/** More than any product is relevant, whatever it is searched by. */
const fromStock = `case when ${isInStock} then 64 else 0 end`;

/** The condition for what comes after a position. */
export function after(position: Position, key: string, { type, direction }: Order, give: Give): string {
  const beyond = direction === "asc" ? ">" : "<";
  return `(${key}, id) ${beyond} (${give(position.key)}::${type}, ${give(position.id)}::uuid)`;
}

const wordsInName = "length(p.sort_name) - length(replace(p.sort_name, ' ', '')) + 1";

/**
 * A product that has the SKU comes first; then one whose name is just these words; then those with all of them in their
 * name. Within these, a word weighs by where it is (description, tags, brand, name), half typed less than whole, and the
 * more popular a product, the more.
 */
function relevance({ terms, skus, isExactSku }: ProductSearch, give: Give): string {
  const weights = "'{0.05, 0.2, 0.4, 1}'::float4[]";
  const parts = terms
    ? [
        `case when p.search @@ ${give(terms.named)}::tsquery
          then 4 + case when ${wordsInName} = ${give(terms.count)} then 4 else 0 end else 0 end`,
        `(ts_rank(${weights}, p.search, ${give(terms.whole)}::tsquery)
          + 0.15 * ts_rank(${weights}, p.search, ${give(terms.begun)}::tsquery)) * (1 + p.popularity / 16.0::float8)`,
      ]
    : ["0::float8"];
  if (isExactSku) parts.unshift(`case when p.id = any(${give(skus)}::uuid[]) then 16 else 0 end`);
  return parts.join(" + ");
}
