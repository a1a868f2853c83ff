import type { OrderId } from "@shopeasy/contracts/ids";
import type { Tx } from "@shopeasy/platform/database/connect";
import { newId } from "@shopeasy/platform/ids";
import { announce } from "@shopeasy/platform/outbox/announce";
import { type SQL, sql } from "drizzle-orm";
import type { LedgerReason } from "./inventory-schemas";
import { type StockMove, stockEvents } from "./stock-rules";

/** What the ledger says of a change of `onHand`. */
export interface LedgerNote {
  reason: LedgerReason;
  note?: string | undefined;
  orderId?: OrderId | undefined;
  staffId?: string | undefined;
  requestKey?: string | undefined;
}

/**
 * Changes stock where it can't but fit, because what is given back or taken was counted before. See `tryToMoveStock`.
 * @throws Error, which undoes the transaction, when the books say otherwise
 */
export async function moveStock<Extra = unknown>(
  tx: Tx,
  moves: SQL,
  note: LedgerNote,
): Promise<(StockMove & Extra)[]> {
  const made = await tryToMoveStock<Extra>(tx, moves, note);
  const unfit = made.find(({ moved }) => !moved);
  if (unfit) throw new Error(`The stock of ${unfit.sku} does not allow what its books say`);
  return made;
}

/**
 * The one way in which stock changes: every move fits, or none is made. `moves` is SQL that ends in a CTE named `moves`
 * with a row for each SKU: `sku`, `on_hand_change`, `reserved_change`, and whatever else the caller wants back (`Extra`).
 * No row, and nothing happens. Writes the ledger and announces the new states. A SKU without stock does not fit.
 *
 * Sound under READ COMMITTED: rows are locked in SKU order before any is changed, so that callers never wait in a
 * circle; and a row that somebody else changed meanwhile is read anew as it is locked, so that both the decision and the
 * new state are made of what nobody else can change any more. Of the locked row, not of `s`: that is first the one that
 * the statement's snapshot sees, and the table's check would be held against it.
 */
export async function tryToMoveStock<Extra = unknown>(
  tx: Tx,
  moves: SQL,
  { reason, note, orderId, staffId, requestKey }: LedgerNote,
): Promise<(StockMove & Extra)[]> {
  const result: (StockMove & Extra)[] = await tx.execute<StockMove & Extra>(sql`
    with ${moves},
    locked as materialized (
      select s.sku, s.on_hand, s.reserved, s.version from stock s join moves m on m.sku = s.sku
      order by s.sku for no key update of s
    ),
    moved as (
      update stock s
      set on_hand = l.on_hand + m.on_hand_change, reserved = l.reserved + m.reserved_change, version = l.version + 1
      from moves m join locked l on l.sku = m.sku
      where s.sku = m.sku and (
        select bool_and(coalesce(l.on_hand + m.on_hand_change >= l.reserved + m.reserved_change, false))
        from moves m left join locked l on l.sku = m.sku
      )
      returning s.*, m.on_hand_change
    ),
    entered as (
      insert into stock_ledger (sku, delta, on_hand, reason, note, order_id, staff_id, request_key)
      select sku, on_hand_change, on_hand, ${reason}, ${note ?? null}, ${orderId ?? null}::uuid,
        ${staffId ?? null}::uuid, ${requestKey ?? null}
      from moved where on_hand_change <> 0
    )
    select m.*, coalesce(l.on_hand - l.reserved, 0) as "availableBefore", s.sku is not null as moved,
      s.product_id as "productId", s.on_hand as "onHand", s.reserved, s.version::float8 as version,
      s.low_stock_threshold as threshold
    from moves m left join locked l on l.sku = m.sku left join moved s on s.sku = m.sku
    order by m.sku`);
  const events = stockEvents(result, { now: new Date(), newId });
  // Nobody restocks what is no longer sold.
  await announce(tx, reason === "removed" ? events.filter(({ type }) => type !== "stock.low") : events);
  return result;
}
