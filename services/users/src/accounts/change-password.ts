import { UserId } from "@shopeasy/contracts/ids";
import type { UserPrincipal } from "@shopeasy/platform/auth/principal";
import { Unauthorized } from "@shopeasy/platform/errors";
import { and, eq, sql } from "drizzle-orm";
import { accounts } from "../db/schema";
import type { Deps } from "../deps";
import { endSessions } from "../sessions/end-sessions";
import { countFailure, forgetFailures, refuseWhenLocked } from "../sessions/sign-in-failures";
import type { PasswordChange } from "./account-schemas";
import { loadAccount } from "./load-account";

type ChangeDeps = Pick<Deps, "database" | "passwords" | "clock" | "logger">;

/**
 * Changes the password of whoever knows the present one, and ends every session but hers. A wrong one counts as a
 * failed sign-in, so that a stolen access token is no way round the lock.
 * @throws Unauthorized `invalid-credentials`; TooManyRequests `account-locked`
 */
export async function changePassword(
  { database, passwords, clock, logger }: ChangeDeps,
  principal: Pick<UserPrincipal, "userId" | "sessionId">,
  { currentPassword, newPassword }: PasswordChange,
): Promise<void> {
  const { db } = database;
  const userId = UserId.parse(principal.userId);
  const { email, passwordHash } = await loadAccount(db, userId);
  await refuseWhenLocked(db, email, clock.now());
  if (!(await passwords.verify(currentPassword, passwordHash))) {
    await countFailure(db, email, clock.now());
    throw wrongPassword();
  }

  const newHash = await passwords.hash(newPassword);
  const now = clock.now();
  await db.transaction(async (tx) => {
    await forgetFailures(tx, email, now);
    // Of two changes at once one wins; the other was made with a password that is no longer the present one.
    const [changed] = await tx
      .update(accounts)
      .set({ passwordHash: newHash, version: sql`${accounts.version} + 1`, updatedAt: now })
      .where(and(eq(accounts.id, userId), eq(accounts.passwordHash, passwordHash)))
      .returning({ id: accounts.id });
    if (!changed) throw wrongPassword();
    await endSessions(tx, userId, { now, keep: principal.sessionId });
  });
  logger.info("password.changed", { userId });
}

const wrongPassword = () => new Unauthorized("invalid-credentials", "The current password is not right.");
