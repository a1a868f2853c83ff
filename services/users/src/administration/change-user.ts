import type { UserId } from "@shopeasy/contracts/ids";
import type { Tx } from "@shopeasy/platform/database/connect";
import { Forbidden } from "@shopeasy/platform/errors";
import { eq } from "drizzle-orm";
import type { Account } from "../accounts/present-user";
import { accounts } from "../db/schema";
import type { Deps } from "../deps";
import { changeStanding, lockStandings } from "./change-standing";
import { userNotFound } from "./find-users";
import type { ManagedUser, StandingChanges } from "./managed-user-schemas";
import { presentManagedUser } from "./present-managed-user";
import { isActiveAdmin, standingAfter } from "./standing-rules";

/**
 * Changes an account's role, disables it or enables it again, by order of an admin, whose token alone is not believed:
 * one who was demoted a minute ago could else promote himself again.
 * @throws NotFound `user-not-found`; Conflict `last-admin`; Forbidden when whoever orders it is no admin any more
 */
export async function changeUser(
  { database, clock, logger }: Pick<Deps, "database" | "clock" | "logger">,
  { by, id }: { by: UserId; id: UserId },
  changes: StandingChanges,
): Promise<ManagedUser> {
  const { before, after } = await database.db.transaction(async (tx) => {
    await lockStandings(tx);
    const before = await find(tx, id);
    if (!before) throw userNotFound();
    const now = clock.now();
    const after = await changeStanding(tx, before, standingAfter(before, changes, now), now);
    const orderedBy = id === by ? before : await find(tx, by);
    if (!orderedBy || !isActiveAdmin(orderedBy))
      throw new Forbidden("forbidden", "This account may not do that.");
    return { before, after };
  });
  if (before.role !== after.role) {
    logger.info("user.role-changed", { userId: id, by, from: before.role, to: after.role });
  }
  if (before.disabledAt === null && after.disabledAt !== null)
    logger.info("user.disabled", { userId: id, by });
  if (before.disabledAt !== null && after.disabledAt === null)
    logger.info("user.enabled", { userId: id, by });
  return presentManagedUser(after);
}

async function find(tx: Tx, id: UserId): Promise<Account | undefined> {
  const [account] = await tx.select().from(accounts).where(eq(accounts.id, id));
  return account;
}
