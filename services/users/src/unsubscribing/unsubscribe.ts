import type { UserId } from "@shopeasy/contracts/ids";
import { and, eq, sql } from "drizzle-orm";
import { accounts } from "../db/schema";
import type { Deps } from "../deps";

/** Takes back a customer's consent to mails that nothing of hers asks for; once more, or when the account has gone, it changes nothing. */
export async function unsubscribe(
  { database, clock, logger }: Pick<Deps, "database" | "clock" | "logger">,
  userId: UserId,
): Promise<void> {
  const changed = await database.db
    .update(accounts)
    .set({ marketingConsent: false, version: sql`${accounts.version} + 1`, updatedAt: clock.now() })
    .where(and(eq(accounts.id, userId), eq(accounts.marketingConsent, true)))
    .returning({ id: accounts.id });
  if (changed.length > 0) logger.info("mails.unsubscribed", { userId });
}
