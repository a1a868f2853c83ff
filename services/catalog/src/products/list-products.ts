import { isStaff, type Principal } from "@shopeasy/platform/auth/principal";
import { isUnfitValue } from "@shopeasy/platform/database/errors";
import { Forbidden, Unauthorized } from "@shopeasy/platform/errors";
import { damagedCursor } from "@shopeasy/platform/pagination/cursor";
import { type SQL, sql } from "drizzle-orm";
import type { Deps } from "../deps";
import { lookUpWords } from "../search/look-up-words";
import { forgivingQuery } from "../search/search-rules";
import type { ProductQuery } from "./list-query";
import { type ProductRow, productColumns, productSource } from "./product-document";
import { productFilter } from "./product-filter";
import { after, cursorAt, orderOf, type Position, positionFrom } from "./product-order";
import type { Product } from "./product-schemas";

export interface ProductPage {
  items: Product[];
  nextCursor: string | null;
  total: number;
}

/**
 * Products that match a query, page by page. Where no product has all the words, those within a slip of the typist's
 * are tried.
 * @throws InvalidInput for a damaged cursor; Unauthorized or Forbidden for drafts and archived ones to all but staff
 */
export async function listProducts(
  { database }: Pick<Deps, "database">,
  query: ProductQuery,
  caller: Principal,
): Promise<ProductPage> {
  if ((query.status ?? "active") !== "active") requireStaff(caller);
  const q = query.q || undefined;
  const sort = query.sort === "relevance" && !q ? "newest" : (query.sort ?? (q ? "relevance" : "newest"));
  const position = query.cursor === undefined ? undefined : positionFrom(query.cursor, sort);
  const page = (words?: SQL) =>
    readPage(database, { ...query, sort, words, position, forgiving: position?.forgiving ?? false });

  if (!q) return page();
  if (!position?.forgiving) {
    const found = await page(sql`(select shop_query(${q}))`);
    if (found.total > 0 || position) return found;
  }
  const mended = forgivingQuery(await lookUpWords(database.db, q));
  if (mended === undefined) return { items: [], nextCursor: null, total: 0 };
  const words = sql`(select to_tsquery('english', ${mended}))`;
  return readPage(database, { ...query, sort, words, position, forgiving: true });
}

function requireStaff(caller: Principal): void {
  if (isStaff(caller)) return;
  const detail = "Only staff see products that are not in the shop.";
  throw caller.kind === "user"
    ? new Forbidden("forbidden", detail)
    : new Unauthorized("unauthenticated", detail);
}

type PageQuery = Omit<ProductQuery, "sort"> & {
  sort: NonNullable<ProductQuery["sort"]>;
  words: SQL | undefined;
  position: Position | undefined;
  forgiving: boolean;
};

type PageRow = { total: number } & (({ key: string } & ProductRow) | { id: null });

/** One statement: the page's ids by an index, then their documents, and beside them the count of all. */
async function readPage({ db }: Deps["database"], query: PageQuery): Promise<ProductPage> {
  const { sort, words, position, limit, forgiving } = query;
  const filter = words ? sql`${productFilter(query)} and p.search @@ ${words}` : productFilter(query);
  const order = orderOf(sort, words ?? sql`null`);
  const way = sql.raw(order.direction);
  const page = db.execute<PageRow>(sql`
    with page as (
      select p.id, ${order.key} as key
      from products p where ${filter} ${position ? sql`and ${after(position, order)}` : sql``}
      order by key ${way}, id ${way} limit ${limit + 1}
    )
    select counted.total, shown.*
    from (select count(*)::int as total from products p where ${filter}) counted
    left join (
      select page.key as place, page.key::text as key, ${productColumns}
      from page, ${productSource} where p.id = page.id
    ) shown on true
    order by shown.place ${way}, shown.id ${way}`);
  const rows: PageRow[] = await page.catch((error: unknown) => {
    // Of all values only a cursor's place is not checked before: a forged one need not be of the order's type.
    throw position && isUnfitValue(error) ? damagedCursor() : error;
  });

  const found = rows.filter((row) => row.id !== null);
  const items = found.slice(0, limit);
  const last = items.at(-1);
  const nextCursor =
    found.length > limit && last ? cursorAt({ sort, key: last.key, id: last.id, forgiving }) : null;
  return { items, nextCursor, total: rows[0]?.total ?? 0 };
}
