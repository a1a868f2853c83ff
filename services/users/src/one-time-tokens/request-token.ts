import { shopEvent } from "@shopeasy/contracts/events";
import type { UserId } from "@shopeasy/contracts/ids";
import type { TokenPurpose } from "@shopeasy/contracts/internal/users";
import type { Db, Tx } from "@shopeasy/platform/database/connect";
import { newId } from "@shopeasy/platform/ids";
import { announce } from "@shopeasy/platform/outbox/announce";
import { and, eq, gt, isNull } from "drizzle-orm";
import type { Account } from "../accounts/present-user";
import { oneTimeTokens } from "../db/schema";
import { hashOfToken } from "../sessions/refresh-token";
import { oneTimeToken } from "./one-time-token";
import { expiryOf, mailWindowStart, nextMailAt } from "./one-time-token-rules";

const requestedEvents = {
  "verify-email": "user.email-verification-requested",
  "reset-password": "user.password-reset-requested",
} as const satisfies Record<TokenPurpose, string>;

interface TokenRequest {
  purpose: TokenPurpose;
  /** A UUIDv7 of its own for each request. */
  requestId: string;
  key: Buffer;
  now: Date;
}

/**
 * Asks for a token to be mailed to the account's address, in place of any earlier one of the purpose. The account's row
 * must be locked, or made, by the transaction: of two requests at once the later then finds the earlier.
 */
export async function requestToken(
  tx: Tx,
  account: Pick<Account, "id" | "email" | "version">,
  { purpose, requestId, key, now }: TokenRequest,
): Promise<void> {
  await supersedeTokens(tx, account.id, purpose, now);
  await tx.insert(oneTimeTokens).values({
    hash: hashOfToken(oneTimeToken(key, requestId)),
    requestId,
    userId: account.id,
    purpose,
    email: account.email,
    requestedAt: now,
    expiresAt: expiryOf(purpose, now),
  });
  const event = {
    id: newId(),
    occurredAt: now,
    aggregateId: account.id,
    aggregateVersion: account.version,
  };
  await announce(tx, [shopEvent(requestedEvents[purpose], event, { userId: account.id, requestId })]);
}

/** Makes void what is open of a purpose. */
export async function supersedeTokens(
  tx: Tx,
  userId: UserId,
  purpose: TokenPurpose,
  now: Date,
): Promise<void> {
  await tx
    .update(oneTimeTokens)
    .set({ supersededAt: now })
    .where(
      and(
        eq(oneTimeTokens.userId, userId),
        eq(oneTimeTokens.purpose, purpose),
        isNull(oneTimeTokens.usedAt),
        isNull(oneTimeTokens.supersededAt),
      ),
    );
}

/** From when another mail may be asked for; undefined when now. */
export async function nextRequestAt(
  db: Db,
  userId: UserId,
  purpose: TokenPurpose,
  now: Date,
): Promise<Date | undefined> {
  const recent = await db
    .select({ requestedAt: oneTimeTokens.requestedAt })
    .from(oneTimeTokens)
    .where(
      and(
        eq(oneTimeTokens.userId, userId),
        eq(oneTimeTokens.purpose, purpose),
        gt(oneTimeTokens.requestedAt, mailWindowStart(now)),
      ),
    );
  return nextMailAt(recent.map(({ requestedAt }) => requestedAt));
}
