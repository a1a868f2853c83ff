import type { Tx } from "@shopeasy/platform/database/connect";
import { Conflict } from "@shopeasy/platform/errors";
import { and, eq, isNull, ne, sql } from "drizzle-orm";
import type { Account } from "../accounts/present-user";
import { accounts } from "../db/schema";
import { endSessions } from "../sessions/end-sessions";
import { isActiveAdmin, type Standing } from "./standing-rules";

/** Ours among the advisory locks of a database; any number will do, so long as it stays. */
const standingLock = 7_230_414;

/**
 * Lets one change of anybody's standing go on at a time: two admins who demote each other at once would else both find
 * the other one left. Take it before the accounts are read.
 */
export async function lockStandings(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${standingLock})`);
}

/**
 * Gives an account another standing, under `lockStandings`, and ends its sessions: access tokens that are out hold for
 * 15 minutes at most. Leaves an account alone that has the standing already.
 * @throws Conflict `last-admin`
 */
export async function changeStanding(
  tx: Tx,
  account: Account,
  { role, disabledAt }: Standing,
  now: Date,
): Promise<Account> {
  if (role === account.role && disabledAt?.getTime() === account.disabledAt?.getTime()) return account;
  if (isActiveAdmin(account) && !isActiveAdmin({ role, disabledAt })) await requireAnotherAdmin(tx, account);

  const [changed] = await tx
    .update(accounts)
    .set({ role, disabledAt, version: sql`${accounts.version} + 1`, updatedAt: now })
    .where(eq(accounts.id, account.id))
    .returning();
  if (!changed) throw new Error("The account went away while its standing was changed");
  await endSessions(tx, account.id, { now });
  return changed;
}

/** @throws Conflict `last-admin` where nobody but this account is an admin; under `lockStandings` */
export async function requireAnotherAdmin(tx: Tx, { id }: Account): Promise<void> {
  const [another] = await tx
    .select({ id: accounts.id })
    .from(accounts)
    .where(and(eq(accounts.role, "admin"), isNull(accounts.disabledAt), ne(accounts.id, id)))
    .limit(1);
  if (!another)
    throw new Conflict("last-admin", "The shop's last admin can't be demoted, disabled or erased.");
}
