import { shopMetrics } from "@shopeasy/contracts/metrics";
import { sql } from "drizzle-orm";
import type { Deps } from "../deps";

/** What operators see of deliveries: how attempts end, and how long the oldest that is due has waited. */
export function deliveryMetrics({ metrics, database }: Pick<Deps, "metrics" | "database">) {
  metrics.gauge(shopMetrics, "webhook_oldest_due_seconds", async (oldest) => {
    await oldestDueSeconds({ database }).then(
      (age) => oldest.set(age),
      () => {},
    );
  });
  return { attempts: metrics.counter(shopMetrics, "webhook_attempts_total") };
}

async function oldestDueSeconds({ database }: Pick<Deps, "database">): Promise<number> {
  const [row] = await database.db.execute<{ age: string | null }>(sql`
    select extract(epoch from now() - min(d.due_at)) as age from webhooks w cross join lateral (
      select due_at from webhook_deliveries where webhook_id = w.id and due_at is not null order by due_at limit 1
    ) d
    where w.disabled_at is null`);
  return Math.max(0, Number(row?.age ?? 0));
}
