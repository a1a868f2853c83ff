import type { OrderId } from "@shopeasy/contracts/ids";
import type { Reservation } from "@shopeasy/contracts/internal/catalog";
import type { Db } from "@shopeasy/platform/database/connect";
import { Conflict } from "@shopeasy/platform/errors";
import { eq, sql } from "drizzle-orm";
import type { z } from "zod";
import { reservations } from "../db/schema";

export type ReservationState = z.infer<typeof Reservation>;

/** An order's reservation. `isGood`: settled, or held and its time not over by the database's clock. */
export async function findReservation(
  db: Db,
  orderId: OrderId,
): Promise<{ reservation: ReservationState; isGood: boolean } | undefined> {
  const [found] = await db
    .select({
      status: reservations.status,
      expiresAt: reservations.expiresAt,
      isGood: sql<boolean>`${reservations.status} = 'settled'
        or ${reservations.status} = 'held' and ${reservations.expiresAt} > now()`,
    })
    .from(reservations)
    .where(eq(reservations.orderId, orderId));
  if (!found) return undefined;
  const { status, expiresAt, isGood } = found;
  return { reservation: { orderId, status, expiresAt: expiresAt.toISOString() }, isGood };
}

export const reservationGone = () =>
  new Conflict("reservation-gone", "What was held for this order was released, or its time is over.");
