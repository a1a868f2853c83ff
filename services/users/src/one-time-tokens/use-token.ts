import type { TokenPurpose } from "@shopeasy/contracts/internal/users";
import type { Db, Tx } from "@shopeasy/platform/database/connect";
import { Gone } from "@shopeasy/platform/errors";
import { and, eq, getTableColumns, gt, isNull, type SQL } from "drizzle-orm";
import type { Account } from "../accounts/present-user";
import { accounts, oneTimeTokens } from "../db/schema";
import { hashOfToken } from "../sessions/refresh-token";

/** A token as it is presented, and what it is to be good for. */
export interface GivenToken {
  token: string;
  purpose: TokenPurpose;
}

/** What is true of a token that works now, and of its account. */
export const isOpen = (now: Date): SQL | undefined =>
  and(
    isNull(oneTimeTokens.usedAt),
    isNull(oneTimeTokens.supersededAt),
    gt(oneTimeTokens.expiresAt, now),
    isNull(accounts.disabledAt),
  );

/** An account that still has the address which the token was mailed to. */
export const isOfToken = and(eq(accounts.id, oneTimeTokens.userId), eq(accounts.email, oneTimeTokens.email));

const isGiven = ({ token, purpose }: GivenToken) =>
  and(eq(oneTimeTokens.hash, hashOfToken(token)), eq(oneTimeTokens.purpose, purpose));

/**
 * The account that a token would open, which is not used by it.
 * @throws Gone `token-expired`: used, expired, superseded or unknown, all alike
 */
export async function accountOfToken(db: Db, given: GivenToken, now: Date): Promise<Account> {
  const [account] = await db
    .select(getTableColumns(accounts))
    .from(oneTimeTokens)
    .innerJoin(accounts, isOfToken)
    .where(and(isGiven(given), isOpen(now)));
  if (!account) throw tokenExpired();
  return account;
}

/**
 * Uses a token up, and gives its account, locked. Of two who present it at once one gets it.
 * @throws Gone `token-expired`
 */
export async function useToken(tx: Tx, given: GivenToken, now: Date): Promise<Account> {
  // The account before the token, as whoever asks for another token does: else the two could wait for one another.
  const [account] = await tx
    .select(getTableColumns(accounts))
    .from(oneTimeTokens)
    .innerJoin(accounts, isOfToken)
    .where(and(isGiven(given), isOpen(now)))
    .for("no key update", { of: accounts });
  if (!account) throw tokenExpired();
  const used = await tx
    .update(oneTimeTokens)
    .set({ usedAt: now })
    .where(and(isGiven(given), isNull(oneTimeTokens.usedAt), isNull(oneTimeTokens.supersededAt)))
    .returning({ hash: oneTimeTokens.hash });
  if (used.length === 0) throw tokenExpired();
  return account;
}

const tokenExpired = () =>
  new Gone("token-expired", "The link was used, has expired, or a newer one was sent. Ask for another.");
