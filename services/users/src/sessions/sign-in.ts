import { Forbidden, TooManyRequests, Unauthorized } from "@shopeasy/platform/errors";
import { annotateUser } from "@shopeasy/platform/tracing/tracing";
import { and, eq, isNull } from "drizzle-orm";
import { presentUser } from "../accounts/present-user";
import { accounts } from "../db/schema";
import type { Deps } from "../deps";
import { counterOf, rememberNetwork } from "./known-networks";
import { openSession } from "./open-session";
import type { Credentials, SignedIn } from "./session-schemas";
import { countAnew, countFailure, refuseWhenLocked } from "./sign-in-failures";

type SignInDeps = Pick<Deps, "database" | "passwords" | "signingKeys" | "clock" | "logger" | "counts">;

/**
 * Opens a session for whoever knows the password. Failures are counted by address, and by network where the address
 * was signed in with from there lately (`network` is `networkOf` the client's address).
 * @throws Unauthorized `invalid-credentials`, the same in wording and in time for a wrong password and an unknown
 * address; TooManyRequests `account-locked`; Forbidden `account-disabled`, to those only who know the password
 */
export async function signIn(
  deps: SignInDeps,
  { email, password }: Credentials,
  network: string,
): Promise<SignedIn> {
  const { database, passwords, clock, logger, counts } = deps;
  const { db } = database;
  const counter = await counterOf(db, { email, network }, clock.now());
  await refuseWhenLocked(db, counter, clock.now()).catch((locked: unknown) => {
    if (locked instanceof TooManyRequests) counts.signIn("locked");
    throw locked;
  });

  const [account] = await db.select().from(accounts).where(eq(accounts.email, email));
  if (account) annotateUser(account.id);
  const isRight = await passwords.verify(password, account?.passwordHash);
  if (!account || !isRight) {
    counts.signIn("refused");
    logger.info("sign-in.refused");
    await countFailure(db, counter, clock.now());
    throw invalidCredentials();
  }
  if (account.disabledAt) {
    counts.signIn("disabled");
    throw new Forbidden("account-disabled", "The account is disabled.");
  }

  const passwordHash = passwords.isOutdated(account.passwordHash)
    ? await passwords.hash(password)
    : account.passwordHash;
  const issue = { key: await deps.signingKeys.current(), now: clock.now() };
  const pair = await db.transaction(async (tx) => {
    await countAnew(tx, counter, issue.now);
    await rememberNetwork(tx, { email, network }, issue.now);
    // Fails where the password was changed meanwhile, or the account disabled: that has ended all sessions, and this
    // would be one more.
    const [unchanged] = await tx
      .update(accounts)
      .set({ passwordHash })
      .where(
        and(
          eq(accounts.id, account.id),
          eq(accounts.passwordHash, account.passwordHash),
          isNull(accounts.disabledAt),
        ),
      )
      .returning();
    if (!unchanged) throw invalidCredentials();
    return openSession(tx, unchanged, issue);
  });
  counts.signIn("succeeded");
  logger.info("user.signed-in", { userId: account.id });
  return { user: presentUser(account), ...pair };
}

const invalidCredentials = () =>
  new Unauthorized("invalid-credentials", "The e-mail address or the password is not right.");
