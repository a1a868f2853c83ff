import type { OrderId } from "@shopeasy/contracts/ids";
import type { Db } from "@shopeasy/platform/database/connect";
import { sql } from "drizzle-orm";

/** One step of an order's timeline. */
export interface Step {
  id: number;
  orderId: OrderId;
  at: string;
  type: string;
  detail: string;
}

/** The steps of these orders after those that are known of each, oldest first; in one statement. */
export async function readSteps(
  db: Db,
  known: readonly { orderId: OrderId; after: number }[],
): Promise<Step[]> {
  const earliest = new Map<OrderId, number>();
  for (const { orderId, after } of known) {
    earliest.set(orderId, Math.min(after, earliest.get(orderId) ?? after));
  }
  const wanted = [...earliest].map(([orderId, after]) => ({ orderId, after }));
  return db.execute<Step & Record<string, unknown>>(sql`
    select t.id::float8 as id, t.order_id as "orderId", t.type, t.detail,
      to_char(t.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
    from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as w("orderId" uuid, after bigint)
    join order_timeline t on t.order_id = w."orderId" and t.id > w.after
    order by t.id`);
}
