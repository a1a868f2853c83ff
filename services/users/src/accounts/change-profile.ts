import type { UserId } from "@shopeasy/contracts/ids";
import { eq, sql } from "drizzle-orm";
import { accounts } from "../db/schema";
import type { Deps } from "../deps";
import type { ProfileChanges, User } from "./account-schemas";
import { accountGone } from "./load-account";
import { presentUser } from "./present-user";

/** Changes what is given, and leaves the rest. @throws Unauthorized when the account has gone since */
export async function changeProfile(
  { database, clock, logger }: Pick<Deps, "database" | "clock" | "logger">,
  userId: UserId,
  changes: ProfileChanges,
): Promise<User> {
  const [account] = await database.db
    .update(accounts)
    .set({ ...changes, version: sql`${accounts.version} + 1`, updatedAt: clock.now() })
    .where(eq(accounts.id, userId))
    .returning();
  if (!account) throw accountGone();
  logger.info("profile.changed", { userId, fields: Object.keys(changes).length });
  return presentUser(account);
}
