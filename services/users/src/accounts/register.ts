import type { Deps } from "../deps";
import { openSession } from "../sessions/open-session";
import type { SignedIn } from "../sessions/session-schemas";
import type { Registration } from "./account-schemas";
import { insertAccount } from "./insert-account";
import { presentUser } from "./present-user";

type RegisterDeps = Pick<Deps, "database" | "passwords" | "signingKeys" | "clock" | "logger">;

/**
 * Makes a customer's account and signs her in.
 * @throws Conflict `email-taken`
 */
export async function register(
  deps: RegisterDeps,
  { email, password, name }: Registration,
): Promise<SignedIn> {
  const passwordHash = await deps.passwords.hash(password);
  const issue = { key: await deps.signingKeys.current(), now: deps.clock.now() };

  const { account, pair } = await deps.database.db.transaction(async (tx) => {
    const account = await insertAccount(tx, {
      email,
      name,
      role: "customer",
      passwordHash,
      emailVerifiedAt: null,
      createdAt: issue.now,
    });
    return { account, pair: await openSession(tx, account, issue) };
  });
  deps.logger.info("user.registered", { userId: account.id });
  return { user: presentUser(account), ...pair };
}
