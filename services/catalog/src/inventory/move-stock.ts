import type { OrderId } from "@shopeasy/contracts/ids";
import type { Db } from "@shopeasy/platform/database/connect";
import { annotate } from "@shopeasy/platform/tracing/tracing";
import { type SQL, sql } from "drizzle-orm";
import { announcedMoves } from "./announce-moves";
import type { LedgerReason } from "./inventory-schemas";
import type { StockMove } from "./stock-rules";

/** What the ledger says of a change of `onHand`. */
export interface LedgerNote {
  reason: LedgerReason;
  note?: string | undefined;
  orderId?: OrderId | undefined;
  staffId?: string | undefined;
  requestKey?: string | undefined;
}

/** Whether every row of `moves` fits the stock that is locked. */
const allFit: SQL = sql`(
  select bool_and(coalesce(l.on_hand + m.on_hand_change >= l.reserved + m.reserved_change, false))
  from moves m left join locked l on l.sku = m.sku
)`;

/** PostgreSQL takes what is read from JSON for a hundred rows, and would read the whole table to join so many; not so for a list. */
const anyMoved: SQL = sql`any(array(select sku from moves))`;

/**
 * Changes stock where it can't but fit, because what is given back or taken was counted before. See `tryToMoveStock`.
 * @throws Error, which undoes the statement, when the books say otherwise
 */
export const moveStock = <Extra = unknown>(db: Db, moves: SQL, note: LedgerNote) =>
  // A text that is no boolean ends the statement, and undoes all of it.
  tryToMoveStock<Extra>(
    db,
    moves,
    note,
    sql`case when ${allFit} then true
      else ('The stock of ' || m.sku || ' does not allow what its books say')::boolean end`,
  );

/**
 * The one way in which stock changes: every move fits, or none is made. `moves` is SQL that ends in a CTE named `moves`
 * with a row for each SKU: `sku`, `on_hand_change`, `reserved_change`, and whatever else the caller wants back (`Extra`).
 * No row, and nothing happens. Writes the ledger and announces the new states, all in one statement, which needs no
 * transaction about it: rows that everybody buys are locked for no longer than that. A SKU without stock does not fit.
 *
 * Sound under READ COMMITTED: rows are locked in SKU order before any is changed, so that callers never wait in a
 * circle; and a row that somebody else changed meanwhile is read anew as it is locked, so that both the decision and the
 * new state are made of what nobody else can change any more. Of the locked row, not of `s`: that is first the one that
 * the statement's snapshot sees, and the table's check would be held against it.
 */
export async function tryToMoveStock<Extra = unknown>(
  db: Db,
  moves: SQL,
  { reason, note, orderId, staffId, requestKey }: LedgerNote,
  wasMoved = sql`s.sku is not null`,
): Promise<(StockMove & Extra)[]> {
  const made: (StockMove & Extra)[] = await db.execute<StockMove & Extra>(sql`
    with ${moves},
    locked as materialized (
      select s.sku, s.on_hand, s.reserved, s.version from stock s where s.sku = ${anyMoved}
      order by s.sku for no key update of s
    ),
    moved as (
      update stock s
      set on_hand = l.on_hand + m.on_hand_change, reserved = l.reserved + m.reserved_change, version = l.version + 1
      from moves m join locked l on l.sku = m.sku
      where s.sku = m.sku and s.sku = ${anyMoved} and ${allFit}
      returning s.*, m.on_hand_change, l.on_hand - l.reserved as available_before
    ),
    entered as (
      insert into stock_ledger (sku, delta, on_hand, reason, note, order_id, staff_id, request_key)
      select sku, on_hand_change, on_hand, ${reason}, ${note ?? null}, ${orderId ?? null}::uuid,
        ${staffId ?? null}::uuid, ${requestKey ?? null}
      from moved where on_hand_change <> 0
    ),
    -- Nobody restocks what is no longer sold.
    ${announcedMoves(sql`moved`, { tellsLow: reason !== "removed" })}
    select m.*, coalesce(l.on_hand - l.reserved, 0) as "availableBefore", ${wasMoved} as moved,
      s.on_hand as "onHand", s.reserved, (select count(*) from told) as told
    from moves m left join locked l on l.sku = m.sku left join moved s on s.sku = m.sku
    order by m.sku`);
  annotate("sku", made.map(({ sku }) => sku).join(" "));
  if (orderId !== undefined) annotate("order_id", orderId);
  return made;
}
