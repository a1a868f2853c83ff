import type { OrderId, RefundId } from "@shopeasy/contracts/ids";
import { brokenUniqueness } from "@shopeasy/platform/database/errors";
import { sql } from "drizzle-orm";
import type { Deps } from "../deps";
import type { ReservationLine } from "../reservations/reservation-rules";
import { moveStock } from "./move-stock";

export interface Restock {
  refundId: RefundId;
  orderId: OrderId;
  items: readonly ReservationLine[];
}

/** Puts pieces of an order into the stock again, once for a refund: its ledger entries say that they are there. */
export async function restock(
  { database, logger }: Pick<Deps, "database" | "logger">,
  { refundId, orderId, items }: Restock,
): Promise<{ refundId: RefundId }> {
  const requestKey = `restock:${refundId}`;
  try {
    const moves = await database.db.transaction((tx) =>
      moveStock(
        tx,
        sql`moves as materialized (
          select line.sku, line.quantity as on_hand_change, 0 as reserved_change
          from jsonb_to_recordset(${JSON.stringify(items)}::jsonb) as line(sku text, quantity int)
          where not exists (select from stock_ledger l where l.sku = line.sku and l.request_key = ${requestKey})
        )`,
        { reason: "returned", orderId, requestKey },
      ),
    );
    if (moves.length > 0) logger.info("stock.restocked", { orderId, refundId });
  } catch (error) {
    // Another call for this refund was quicker, and has put all of it back.
    if (brokenUniqueness(error) !== "stock_ledger_request_index") throw error;
  }
  return { refundId };
}
