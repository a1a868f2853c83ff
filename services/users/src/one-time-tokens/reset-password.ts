import { eq, sql } from "drizzle-orm";
import { announcePasswordChange } from "../accounts/announce-password-change";
import { accounts } from "../db/schema";
import type { Deps } from "../deps";
import { refusePersonalPassword } from "../passwords/personal-password-rules";
import { endSessions } from "../sessions/end-sessions";
import { rememberNetwork } from "../sessions/known-networks";
import { forgetFailures } from "../sessions/sign-in-failures";
import type { PasswordReset } from "./one-time-token-schemas";
import { accountOfToken, useToken } from "./use-token";

type ResetDeps = Pick<Deps, "database" | "passwords" | "clock" | "logger">;

/**
 * Gives an account the password that the holder of a mailed token chose. Every session ends, failed sign-ins are
 * forgotten, and the address is verified by it: the mailbox was shown to be hers. So is where she did it from
 * (`network` is `networkOf` her address): whoever fails elsewhere does not lock her out there.
 * @throws Gone `token-expired`; InvalidInput; Unavailable `busy`
 */
export async function resetPassword(
  { database, passwords, clock, logger }: ResetDeps,
  { token, password }: PasswordReset,
  network?: string,
): Promise<void> {
  const { db } = database;
  const given = { token, purpose: "reset-password" } as const;
  // Before the work of hashing, which nobody is to be able to cause by a token that he made up.
  const { id: userId, email, name } = await accountOfToken(db, given, clock.now());
  refusePersonalPassword(password, { email, name }, "password");

  const passwordHash = await passwords.hash(password);
  const now = clock.now();
  await db.transaction(async (tx) => {
    await forgetFailures(tx, email);
    await rememberNetwork(tx, { email, network }, now);
    const { emailVerifiedAt } = await useToken(tx, given, now);
    const [changed] = await tx
      .update(accounts)
      .set({
        passwordHash,
        emailVerifiedAt: emailVerifiedAt ?? now,
        version: sql`${accounts.version} + 1`,
        updatedAt: now,
      })
      .where(eq(accounts.id, userId))
      .returning({ id: accounts.id, version: accounts.version });
    if (!changed) throw new Error("The account was locked, and is gone");
    await endSessions(tx, userId, { now });
    await announcePasswordChange(tx, changed, now);
  });
  logger.info("password.reset", { userId });
}
