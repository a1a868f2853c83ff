import type { Sku } from "@shopeasy/contracts/ids";
import { sql } from "drizzle-orm";
import type { Deps } from "../deps";
import { moveStock } from "../inventory/move-stock";

const batchSize = 100;

/**
 * Frees what is held by reservations whose time is over, 100 of them at most, and says of how many SKUs. Those that
 * somebody else works on are left out: they are settled, released or freed just now.
 */
export async function expireReservations(
  { database, logger }: Pick<Deps, "database" | "logger">,
  { holdingAnyOf }: { holdingAnyOf?: readonly Sku[] } = {},
): Promise<number> {
  const wanted = holdingAnyOf
    ? sql`and exists (
        select from jsonb_to_recordset(lines) as line(sku text)
        where line.sku = any(${sql.param(holdingAnyOf)}::text[])
      )`
    : sql``;
  const moves = await database.db.transaction((tx) =>
    moveStock(
      tx,
      sql`due as materialized (
        select order_id from reservations where status = 'held' and expires_at <= now() ${wanted}
        order by expires_at limit ${batchSize} for update skip locked
      ),
      expired as (
        update reservations r set status = 'released', released_at = now()
        from due where r.order_id = due.order_id returning r.lines
      ),
      moves as materialized (
        select line.sku, 0 as on_hand_change, -sum(line.quantity)::int as reserved_change
        from expired, jsonb_to_recordset(lines) as line(sku text, quantity int) group by line.sku
      )`,
      { reason: "restocked" },
    ),
  );
  if (moves.length > 0) logger.info("reservations.expired", { skus: moves.map(({ sku }) => sku) });
  return moves.length;
}
