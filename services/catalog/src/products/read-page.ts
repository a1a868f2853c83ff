import { isUnfitValue } from "@shopeasy/platform/database/errors";
import { unprepared } from "@shopeasy/platform/database/safe-client";
import { damagedCursor } from "@shopeasy/platform/pagination/cursor";
import { type Give, run } from "../db/statement";
import type { Reader } from "../readers/readers";
import type { ProductSort } from "./list-query";
import { type ProductDocument, productDocument, productSource } from "./product-document";
import { filterCount, type ProductFilter, productFilter } from "./product-filter";
import { after, cursorAt, orderOf, type Position } from "./product-order";

export interface PageQuery extends ProductFilter {
  sort: ProductSort;
  limit: number;
  position: Position | undefined;
  /** Whether slips are forgiven in what is searched. */
  isForgiving: boolean;
  /** Whether relevance puts what can be bought first. */
  soldOutLast: boolean;
}

export interface ProductPage {
  items: ProductDocument[];
  nextCursor: string | null;
  /** How many match, on all pages together. */
  total: number;
}

type PageRow = { total: number } & (({ key: string } & ProductDocument) | { id: null });

/** One statement gives the documents of a page, and how many there are on all. */
export async function readPage(database: Pick<Reader, "sql">, query: PageQuery): Promise<ProductPage> {
  const { sort, limit, position, isForgiving, soldOutLast } = query;
  const rows = await run<PageRow>(database, (give) =>
    filterCount(query) === 0 ? walkingAll(query, give) : gathering(query, give),
  ).catch((error: unknown) => {
    // Of all values only a cursor's place is not checked before: a forged one need not be of the order's type.
    throw position && isUnfitValue(error) ? damagedCursor() : error;
  });

  const found = rows.filter((row) => row.id !== null);
  const items = found.slice(0, limit);
  const last = items.at(-1);
  const nextCursor =
    found.length > limit && last
      ? cursorAt({
          ...{ sort, key: last.key, id: last.id, forgiving: isForgiving },
          ...(soldOutLast && { soldOutLast }),
        })
      : null;
  return { items, nextCursor, total: rows[0]?.total ?? 0 };
}

/**
 * All active products: as many as a page has are read in the order of an index, and another one is counted. The limit
 * within is the highest that there is: it tells a plan that is made for any page that few are wanted.
 */
function walkingAll(query: PageQuery, give: Give): string {
  const { sort, position, limit } = query;
  const order = orderOf(sort, undefined, give, query);
  const { key, direction } = order;
  return `with page as (
    select * from (
      select p.id, ${key} as key from products p
      where p.status = 'active' ${position ? `and ${after(position, key, order, give)}` : ""}
      order by ${key} ${direction}, p.id ${direction} limit 101
    ) few limit ${give(limit + 1)}
  )
  ${shown("(select count(*)::int from products p where p.status = 'active')", direction)}`;
}

/**
 * All that match are gathered once, to be counted and sorted. An index in the page's order would now and then be
 * quicker, but one that few match is then read to its end: this takes no longer than there are matches.
 */
function gathering(query: PageQuery, give: Give): string {
  const { sort, position, limit, search } = query;
  const order = orderOf(sort, search, give, query);
  const { direction } = order;
  return `${filterCount(query) > mostPreparedFilters ? unprepared : ""}with matching as materialized (
    select p.id, ${order.key} as key from products p where ${productFilter(query, give)}
  ), page as (
    select id, key from matching ${position ? `where ${after(position, "key", order, give)}` : ""}
    order by key ${direction}, id ${direction} limit ${give(limit + 1)}
  )
  ${shown("(select count(*)::int from matching)", direction)}`;
}

/** Whoever combined more filters could fill the server's memory with statements that nobody asks for again. */
const mostPreparedFilters = 2;

/** The rows of `page` with their documents; one without a product where there are none. */
const shown = (total: string, direction: string) => `
  select ${total} as total, shown.*
  from (values (1)) as one left join (
    select page.key as place, page.key::text as key, ${productDocument}
    from page, ${productSource} where p.id = page.id
  ) shown on true
  order by shown.place ${direction}, shown.id ${direction}`;
