import { decodeCursor, encodeCursor } from "@shopeasy/platform/pagination/cursor";
import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { ProductSort } from "./list-query";

/** How a list is sorted: by `key` as text or number, and among equals by id, both in the same direction. */
interface Order {
  key: SQL;
  type: SQL;
  direction: "asc" | "desc";
}

/** Where a page ended. `forgiving` says whether slips were forgiven: the next page must do likewise. */
const Position = z.strictObject({
  sort: z.string(),
  key: z.string(),
  id: z.uuid(),
  forgiving: z.boolean(),
});
export type Position = z.infer<typeof Position>;

/** @throws InvalidInput for a damaged cursor, or one of a list that is sorted otherwise */
export const positionFrom = (cursor: string, sort: ProductSort): Position =>
  decodeCursor(
    Position.refine((position) => position.sort === sort),
    cursor,
  );

export const cursorAt = (position: Position): string => encodeCursor(position);

const rank = (words: SQL): SQL => sql`ts_rank(p.search, ${words})`;

/** `words` is the query that relevance is measured by. The newest is the highest id: ids grow with time. */
export function orderOf(sort: ProductSort, words: SQL): Order {
  switch (sort) {
    case "relevance":
      return { key: rank(words), type: sql`real`, direction: "desc" };
    case "newest":
      return { key: sql`p.id`, type: sql`uuid`, direction: "desc" };
    case "price":
      return { key: sql`p.price_from`, type: sql`int`, direction: "asc" };
    case "-price":
      return { key: sql`p.price_from`, type: sql`int`, direction: "desc" };
    case "rating":
      return { key: sql`p.rating_average`, type: sql`numeric`, direction: "desc" };
    case "name":
      return { key: sql`p.sort_name`, type: sql`text`, direction: "asc" };
  }
}

/** The condition for what comes after a position. */
export function after(position: Position, { key, type, direction }: Order): SQL {
  const beyond = direction === "asc" ? sql`>` : sql`<`;
  return sql`(${key}, p.id) ${beyond} (${position.key}::${type}, ${position.id}::uuid)`;
}
