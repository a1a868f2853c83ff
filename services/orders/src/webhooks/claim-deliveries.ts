import type { WebhookId } from "@shopeasy/contracts/ids";
import { sql } from "drizzle-orm";
import type { Deps } from "../deps";
import { leaseMs, mostAtOnce } from "./delivery-rules";

export interface Claim {
  id: string;
  webhookId: WebhookId;
}

/**
 * Takes deliveries that are due, the oldest of each webhook first, and never so many that one has more than five in
 * hand; `inHand` counts those that this process has. What it takes nobody else does until the lease runs out.
 */
export async function claimDeliveries(
  { database }: Pick<Deps, "database">,
  inHand: ReadonlyMap<string, number>,
): Promise<Claim[]> {
  const busy = JSON.stringify(Object.fromEntries(inHand));
  const rows = await database.db.execute<{ id: string; webhook_id: WebhookId }>(sql`
    with due as (
      select d.id from webhooks w cross join lateral (
        select id from webhook_deliveries
        where webhook_id = w.id and due_at <= now()
        order by due_at
        limit greatest(0, ${mostAtOnce}::int - coalesce((${busy}::jsonb ->> w.id::text)::int, 0))
        for update skip locked
      ) d
      where w.disabled_at is null
    )
    update webhook_deliveries set due_at = clock_timestamp() + ${leaseMs} * interval '1 millisecond'
    where id in (select id from due)
    returning id, webhook_id`);
  return rows.map(({ id, webhook_id }) => ({ id, webhookId: webhook_id }));
}
