import { shopEvent } from "@shopeasy/contracts/events";
import { UserId } from "@shopeasy/contracts/ids";
import type { UserPrincipal } from "@shopeasy/platform/auth/principal";
import type { Tx } from "@shopeasy/platform/database/connect";
import { newId } from "@shopeasy/platform/ids";
import { announce } from "@shopeasy/platform/outbox/announce";
import { and, eq, inArray } from "drizzle-orm";
import { wrongPassword } from "../accounts/change-password";
import { loadAccount } from "../accounts/load-account";
import type { Account } from "../accounts/present-user";
import { lockStandings, requireAnotherAdmin } from "../administration/change-standing";
import { isActiveAdmin } from "../administration/standing-rules";
import { accounts, forgottenPasswords, guestErasures, refreshTokens, sessions } from "../db/schema";
import type { Deps } from "../deps";
import { counterOf, forgetNetworks } from "../sessions/known-networks";
import { countAnew, countFailure, forgetFailures, refuseWhenLocked } from "../sessions/sign-in-failures";
import type { Erasure } from "./personal-data-schemas";

type EraseDeps = Pick<Deps, "database" | "passwords" | "clock" | "logger" | "counts">;

/**
 * Erases the account of whoever knows its password, with all that hangs on it, and tells the other services to erase
 * theirs. A wrong password counts as a failed sign-in. Access tokens that are out hold for 15 minutes at most.
 * @throws Unauthorized `invalid-credentials`; TooManyRequests `account-locked`; Conflict `last-admin`
 */
export async function eraseAccount(
  { database, passwords, clock, logger, counts }: EraseDeps,
  principal: Pick<UserPrincipal, "userId">,
  { password }: Erasure,
  network: string,
): Promise<void> {
  const { db } = database;
  const userId = UserId.parse(principal.userId);
  const { email, passwordHash } = await loadAccount(db, userId);
  const counter = await counterOf(db, { email, network }, clock.now());
  await refuseWhenLocked(db, counter, clock.now());
  if (!(await passwords.verify(password, passwordHash))) {
    await countFailure(db, counter, clock.now());
    throw wrongPassword();
  }

  const now = clock.now();
  await db.transaction(async (tx) => {
    await lockStandings(tx);
    await countAnew(tx, counter, now);
    await forgetAddress(tx, email);
    const account = await lockUnchanged(tx, userId, passwordHash);
    if (isActiveAdmin(account)) await requireAnotherAdmin(tx, account);
    if (account.emailVerifiedAt) await tx.insert(guestErasures).values({ id: newId(), email });
    await tx.delete(accounts).where(eq(accounts.id, userId));
    const event = {
      id: newId(),
      occurredAt: now,
      aggregateId: userId,
      aggregateVersion: account.version + 1,
    };
    await announce(tx, [shopEvent("user.erased", event, { userId })]);
  });
  counts.erased();
  logger.info("user.erased", { userId });
}

/** What is kept by the address, and not by the account; in the order in which signing in writes to it. */
export async function forgetAddress(tx: Tx, email: string): Promise<void> {
  await forgetFailures(tx, email);
  await forgetNetworks(tx, email);
  await tx.delete(forgottenPasswords).where(eq(forgottenPasswords.email, email));
}

/** @throws Unauthorized where the password was changed since it was compared, or somebody else was faster */
async function lockUnchanged(tx: Tx, userId: UserId, passwordHash: string): Promise<Account> {
  const [account] = await tx
    .select()
    .from(accounts)
    .where(and(eq(accounts.id, userId), eq(accounts.passwordHash, passwordHash)))
    .for("update");
  if (!account) throw wrongPassword();
  // The tokens before the sessions that they hang on, as whoever refreshes takes them: else the two could wait for one another.
  const own = tx.select({ id: sessions.id }).from(sessions).where(eq(sessions.userId, userId));
  await tx
    .select({ hash: refreshTokens.hash })
    .from(refreshTokens)
    .where(inArray(refreshTokens.sessionId, own))
    .for("update");
  return account;
}
