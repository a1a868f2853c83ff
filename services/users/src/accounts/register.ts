import { newId } from "@shopeasy/platform/ids";
import type { Deps } from "../deps";
import { requestToken } from "../one-time-tokens/request-token";
import { refusePersonalPassword } from "../passwords/personal-password-rules";
import { rememberNetwork } from "../sessions/known-networks";
import { openSession } from "../sessions/open-session";
import type { SignedIn } from "../sessions/session-schemas";
import type { Registration } from "./account-schemas";
import { insertAccount } from "./insert-account";
import { presentUser } from "./present-user";

type RegisterDeps = Pick<
  Deps,
  "database" | "passwords" | "signingKeys" | "tokenKey" | "clock" | "logger" | "counts"
>;

/**
 * Makes a customer's account, signs her in, and has her address verified by mail; `network` is `networkOf` her address.
 * @throws Conflict `email-taken`; InvalidInput for a password that is her name or address
 */
export async function register(
  deps: RegisterDeps,
  { email, password, name }: Registration,
  network: string,
): Promise<SignedIn> {
  refusePersonalPassword(password, { email, name });
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
    const verification = { purpose: "verify-email", requestId: newId(), key: deps.tokenKey } as const;
    await requestToken(tx, account, { ...verification, now: issue.now });
    await rememberNetwork(tx, { email, network }, issue.now);
    return { account, pair: await openSession(tx, account, issue) };
  });
  deps.counts.registered();
  deps.logger.info("user.registered", { userId: account.id });
  return { user: presentUser(account), ...pair };
}
