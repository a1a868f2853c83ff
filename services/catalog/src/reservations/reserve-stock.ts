import type { OrderId } from "@shopeasy/contracts/ids";
import type { Db, Tx } from "@shopeasy/platform/database/connect";
import { Conflict } from "@shopeasy/platform/errors";
import { sql } from "drizzle-orm";
import type { Deps } from "../deps";
import { moveStock, tryToMoveStock } from "../inventory/move-stock";
import type { StockMove } from "../inventory/stock-rules";
import { expireReservations } from "./expire-reservations";
import { findReservation, type ReservationState, reservationGone } from "./find-reservation";
import { heldMinutes, linesBySku, type ReservationLine } from "./reservation-rules";

/**
 * Holds stock for an order for 15 minutes, all lines or none; the same again for an order that it holds for already.
 * @throws Conflict `out-of-stock` with what is short, `reservation-gone` for one that was released or has expired
 */
export async function reserveStock(
  deps: Pick<Deps, "database" | "logger" | "counts">,
  orderId: OrderId,
  items: readonly ReservationLine[],
): Promise<ReservationState> {
  const lines = linesBySku(items);
  const attempt = async () => {
    const { reservation, moves } = await deps.database.db.transaction((tx) => hold(tx, orderId, lines));
    deps.counts.moved(moves);
    return reservation;
  };
  try {
    return await attempt();
  } catch (error) {
    if (!(error instanceof Conflict) || error.code !== "out-of-stock") throw error;
    // What is short may be held by orders whose time is over, and that the sweep has not come to yet.
    const freed = await expireReservations(deps, { holdingAnyOf: lines.map(({ sku }) => sku) });
    if (freed > 0) return attempt();
    deps.logger.info("reservation.refused", { orderId, items: error.extras.items });
    throw error;
  }
}

interface Held {
  reservation: ReservationState;
  /** None where it was held already. */
  moves: readonly StockMove[];
}

async function hold(tx: Tx, orderId: OrderId, lines: readonly ReservationLine[]): Promise<Held> {
  // Of two calls for one order the second waits at its key for the first to end, and claims nothing.
  const moves = await tryToMoveStock<{ expiresAt: string }>(
    tx,
    sql`claimed as (
      insert into reservations (order_id, status, lines, expires_at)
      values (${orderId}, 'held', ${JSON.stringify(lines)}::jsonb, now() + ${heldMinutes} * interval '1 minute')
      on conflict do nothing returning lines, expires_at
    ),
    moves as materialized (
      select line.sku, 0 as on_hand_change, line.quantity as reserved_change, expires_at as "expiresAt"
      from claimed, jsonb_to_recordset(lines) as line(sku text, quantity int)
    )`,
    { reason: "sold", orderId },
  );
  const [first] = moves;
  if (first?.moved) {
    const expiresAt = new Date(first.expiresAt).toISOString();
    return { reservation: { orderId, status: "held", expiresAt }, moves };
  }
  if (first) throw outOfStock(lines, moves);

  const existing = await findReservation(tx, orderId);
  if (!existing?.isGood) throw reservationGone();
  return { reservation: existing.reservation, moves: [] };
}

function outOfStock(lines: readonly ReservationLine[], moves: readonly StockMove[]): Conflict {
  const items = lines.flatMap(({ sku, quantity }) => {
    const available = moves.find((move) => move.sku === sku)?.availableBefore ?? 0;
    return available < quantity ? [{ sku, requested: quantity, available }] : [];
  });
  return new Conflict("out-of-stock", "There is not enough left of some items.", { items });
}

/**
 * Undoes a reservation, once: what was held is free again, what was settled is put back. One that was never seen is
 * remembered as released, so that a call to reserve that arrives late holds nothing.
 */
export function releaseReservation(
  { database }: Pick<Deps, "database">,
  orderId: OrderId,
): Promise<ReservationState> {
  return release(database.db, orderId);
}

async function release(db: Db, orderId: OrderId): Promise<ReservationState> {
  const [first] = await moveStock<{ expiresAt: string }>(
    db,
    sql`released as (
      insert into reservations as r (order_id, status, lines, expires_at, released_at)
      values (${orderId}, 'released', '[]', now(), now())
      on conflict (order_id) do update set status = 'released', released_at = now() where r.status <> 'released'
      returning lines, expires_at, settled_at is not null as was_settled
    ),
    moves as materialized (
      select line.sku, expires_at as "expiresAt",
        case when was_settled then line.quantity else 0 end as on_hand_change,
        case when was_settled then 0 else -line.quantity end as reserved_change
      from released, jsonb_to_recordset(lines) as line(sku text, quantity int)
    )`,
    { reason: "restocked", orderId },
  );
  if (first) return { orderId, status: "released", expiresAt: new Date(first.expiresAt).toISOString() };

  const existing = await findReservation(db, orderId);
  if (!existing) throw reservationGone();
  return existing.reservation;
}
