import { newId } from "@shopeasy/platform/ids";
import { and, asc, eq, isNull } from "drizzle-orm";
import { accounts, forgottenPasswords } from "../db/schema";
import type { Deps } from "../deps";
import { nextRequestAt, requestToken } from "./request-token";

const purpose = "reset-password";

/**
 * Notes that somebody forgot the password of an address. Whether there is such an account is looked up later, by the
 * worker: here the same is done for every address, so that not even the time tells.
 */
export async function forgetPassword(
  { database, logger }: Pick<Deps, "database" | "logger">,
  email: string,
): Promise<void> {
  await database.db.insert(forgottenPasswords).values({ id: newId(), email });
  logger.info("password.forgotten");
}

/**
 * Takes up the oldest note: the account's owner, if there is one, is sent a link to choose a new password. No more than
 * three an hour are sent to one address, and none to an account that is disabled. Gives how many notes it took up.
 */
export async function answerForgottenPassword(
  deps: Pick<Deps, "database" | "clock" | "logger" | "tokenKey">,
): Promise<number> {
  const now = deps.clock.now();
  return deps.database.db.transaction(async (tx) => {
    const [note] = await tx
      .select()
      .from(forgottenPasswords)
      .orderBy(asc(forgottenPasswords.id))
      .limit(1)
      .for("update", { skipLocked: true });
    if (!note) return 0;
    await tx.delete(forgottenPasswords).where(eq(forgottenPasswords.id, note.id));

    const [account] = await tx
      .select()
      .from(accounts)
      .where(and(eq(accounts.email, note.email), isNull(accounts.disabledAt)))
      .for("no key update");
    if (account && !(await nextRequestAt(tx, account.id, purpose, now))) {
      await requestToken(tx, account, { purpose, requestId: note.id, key: deps.tokenKey, now });
      deps.logger.info("password-reset.requested", { userId: account.id, requestedAs: note.id });
    }
    return 1;
  });
}
