import { UserId } from "@shopeasy/contracts/ids";
import type { UserPrincipal } from "@shopeasy/platform/auth/principal";
import { Unauthorized } from "@shopeasy/platform/errors";
import { and, eq, sql } from "drizzle-orm";
import { accounts } from "../db/schema";
import type { Deps } from "../deps";
import { supersedeTokens } from "../one-time-tokens/request-token";
import { refusePersonalPassword } from "../passwords/personal-password-rules";
import { endSessions } from "../sessions/end-sessions";
import { counterOf } from "../sessions/known-networks";
import { countAnew, countFailure, refuseWhenLocked } from "../sessions/sign-in-failures";
import type { PasswordChange } from "./account-schemas";
import { announcePasswordChange } from "./announce-password-change";
import { loadAccount } from "./load-account";

type ChangeDeps = Pick<Deps, "database" | "passwords" | "clock" | "logger">;

/**
 * Changes the password of whoever knows the present one; ends every session but hers, and the link that would reset it.
 * A wrong one counts as a failed sign-in, so that a stolen access token is no way round the lock.
 * @throws Unauthorized `invalid-credentials`; TooManyRequests `account-locked`
 */
export async function changePassword(
  { database, passwords, clock, logger }: ChangeDeps,
  principal: Pick<UserPrincipal, "userId" | "sessionId">,
  { currentPassword, newPassword }: PasswordChange,
  network: string,
): Promise<void> {
  const { db } = database;
  const userId = UserId.parse(principal.userId);
  const { email, name, passwordHash } = await loadAccount(db, userId);
  refusePersonalPassword(newPassword, { email, name }, "newPassword");
  const counter = await counterOf(db, { email, network }, clock.now());
  await refuseWhenLocked(db, counter, clock.now());
  if (!(await passwords.verify(currentPassword, passwordHash))) {
    await countFailure(db, counter, clock.now());
    throw wrongPassword();
  }

  const newHash = await passwords.hash(newPassword);
  const now = clock.now();
  await db.transaction(async (tx) => {
    await countAnew(tx, counter, now);
    // Of two changes at once one wins; the other was made with a password that is no longer the present one.
    const [changed] = await tx
      .update(accounts)
      .set({ passwordHash: newHash, version: sql`${accounts.version} + 1`, updatedAt: now })
      .where(and(eq(accounts.id, userId), eq(accounts.passwordHash, passwordHash)))
      .returning({ id: accounts.id, version: accounts.version });
    if (!changed) throw wrongPassword();
    await supersedeTokens(tx, userId, "reset-password", now);
    await endSessions(tx, userId, { now, keep: principal.sessionId });
    await announcePasswordChange(tx, changed, now);
  });
  logger.info("password.changed", { userId });
}

export const wrongPassword = () =>
  new Unauthorized("invalid-credentials", "The current password is not right.");
