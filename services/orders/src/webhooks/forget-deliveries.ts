import { and, inArray, isNull, lt } from "drizzle-orm";
import { webhookDeliveries } from "../db/schema";
import type { Deps } from "../deps";
import { keptDays } from "./delivery-rules";

const atOnce = 1_000;

/** Takes out of the log what is over for 30 days, some at a time, and gives how many those were. */
export async function forgetDeliveries({
  database: { db },
  clock,
}: Pick<Deps, "database" | "clock">): Promise<number> {
  const oldest = new Date(clock.now().getTime() - keptDays * 86_400_000);
  const over = db
    .select({ id: webhookDeliveries.id })
    .from(webhookDeliveries)
    .where(and(lt(webhookDeliveries.createdAt, oldest), isNull(webhookDeliveries.dueAt)))
    .limit(atOnce);
  const { count } = await db.delete(webhookDeliveries).where(inArray(webhookDeliveries.id, over));
  return count;
}
