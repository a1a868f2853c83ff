import { lt } from "drizzle-orm";
import type { Db, Tx } from "../database/connect";
import { inboxTable } from "./table";

/** SQS keeps a message for 14 days at most: older ones can't come again. */
const KEPT_DAYS = 14;

/**
 * Whether this consumer sees the event for the first time. Ask in the transaction that gives the event its effect: it
 * is remembered when that commits. Of two transactions that ask at once, the second waits for the first.
 */
export async function firstTime(tx: Tx, consumer: string, eventId: string): Promise<boolean> {
  const inserted = await tx
    .insert(inboxTable)
    .values({ consumer, eventId })
    .onConflictDoNothing()
    .returning({ eventId: inboxTable.eventId });
  return inserted.length > 0;
}

/** Forgets events that can't come again, and says how many those were. */
export async function purgeInbox(db: Db, now: Date): Promise<number> {
  const oldest = new Date(now.getTime() - KEPT_DAYS * 86_400_000);
  const { count } = await db.delete(inboxTable).where(lt(inboxTable.seenAt, oldest));
  return count;
}
