import { newIdInSql } from "@shopeasy/platform/database/new-id";
import { announcingFrom, tellRelays } from "@shopeasy/platform/outbox/announce";
import { type SQL, sql } from "drizzle-orm";

/**
 * CTEs that announce what became of stock, in the statement that changes it, so that its rows are locked for no longer
 * than that. Of each row of `moved` (a CTE or table with a stock's columns, and `available_before`) `stock.changed`, with
 * its absolute state; and `stock.low` of one by which what is available came down to its threshold or below: once, at
 * the crossing, and never where `tellsLow` is false. The shapes are those of `eventSchemas`.
 */
export const announcedMoves = (moved: SQL, { tellsLow = true } = {}): SQL => sql`
  news as materialized (
    select jsonb_build_object('id', ${newIdInSql}, 'type', type, 'version', 1,
      'occurredAt', to_char(clock_timestamp() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'aggregateId', m.sku, 'aggregateVersion', m.version, 'data', data) as event
    from ${moved} m cross join lateral (
      select 'stock.changed', jsonb_build_object(
        'sku', m.sku, 'onHand', m.on_hand, 'reserved', m.reserved, 'available', m.on_hand - m.reserved)
      union all
      select 'stock.low', jsonb_build_object('sku', m.sku, 'productId', m.product_id,
        'available', m.on_hand - m.reserved, 'threshold', m.low_stock_threshold)
      where ${tellsLow}::boolean and m.available_before > m.low_stock_threshold
        and m.on_hand - m.reserved <= m.low_stock_threshold
    ) as told(type, data)
  ),
  announced as (${announcingFrom(sql`news`)}),
  told as materialized (${tellRelays} and exists (select from news))`;
