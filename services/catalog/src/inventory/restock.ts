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

/**
 * Puts pieces of an order into the stock again, once for a refund: its ledger entries say that they are there. Never more
 * than left it for this order: a piece may be refunded twice, since refunds fail, and comes back once.
 */
export async function restock(
  { database, logger }: Pick<Deps, "database" | "logger">,
  { refundId, orderId, items }: Restock,
): Promise<{ refundId: RefundId }> {
  const requestKey = `restock:${refundId}`;
  const ledger = sql`stock_ledger where order_id = ${orderId} group by sku having sum(delta) < 0`;
  try {
    const moves = await database.db.transaction(async (tx) => {
      // First, and by itself: the next statement sees what those did who had it, and nobody else changes what is out.
      await tx.execute(sql`select from reservations where order_id = ${orderId} for update`);
      const moves = await moveStock(
        tx,
        sql`still_out as materialized (select sku, -sum(delta)::int as pieces from ${ledger}),
        moves as materialized (
          select line.sku, least(line.quantity, still_out.pieces) as on_hand_change, 0 as reserved_change
          from jsonb_to_recordset(${JSON.stringify(items)}::jsonb) as line(sku text, quantity int)
            join still_out on still_out.sku = line.sku
          where not exists (select from stock_ledger l where l.sku = line.sku and l.request_key = ${requestKey})
        )`,
        { reason: "returned", orderId, requestKey },
      );
      // What is released later is the rest.
      await tx.execute(sql`
        update reservations set lines = (
          select coalesce(jsonb_agg(jsonb_build_object('sku', sku, 'quantity', pieces)), '[]')
          from (select sku, -sum(delta) as pieces from ${ledger}) as still_out
        )
        where order_id = ${orderId} and status = 'settled'`);
      return moves;
    });
    if (moves.length > 0) logger.info("stock.restocked", { orderId, refundId });
  } catch (error) {
    // Another call for this refund was quicker, and has put all of it back.
    if (brokenUniqueness(error) !== "stock_ledger_request_index") throw error;
  }
  return { refundId };
}
