import type { OrderId } from "@shopeasy/contracts/ids";
import type { Db } from "@shopeasy/platform/database/connect";
import { sql } from "drizzle-orm";
import type { Deps } from "../deps";
import { moveStock } from "../inventory/move-stock";
import { findReservation, type ReservationState, reservationGone } from "./find-reservation";

/**
 * Takes what an order holds out of the stock for good. Settling twice does it once.
 * @throws Conflict `reservation-gone` when it was released or its time is over, whether or not the sweep has been there
 */
export function settleReservation(
  { database }: Pick<Deps, "database">,
  orderId: OrderId,
): Promise<ReservationState> {
  return settle(database.db, orderId);
}

async function settle(db: Db, orderId: OrderId): Promise<ReservationState> {
  // Status and time are asked of the row as it is locked: a sweep at the same moment has it, or we have, never both.
  const [first] = await moveStock<{ expiresAt: string }>(
    db,
    sql`settled as (
      update reservations set status = 'settled', settled_at = now()
      where order_id = ${orderId} and status = 'held' and expires_at > now()
      returning lines, expires_at
    ),
    moves as materialized (
      select line.sku, -line.quantity as on_hand_change, -line.quantity as reserved_change, expires_at as "expiresAt"
      from settled, jsonb_to_recordset(lines) as line(sku text, quantity int)
    )`,
    { reason: "sold", orderId },
  );
  if (first) return { orderId, status: "settled", expiresAt: new Date(first.expiresAt).toISOString() };

  const existing = await findReservation(db, orderId);
  if (existing?.reservation.status !== "settled") throw reservationGone();
  return existing.reservation;
}
