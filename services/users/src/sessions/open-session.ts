import type { Role } from "@shopeasy/contracts/conventions";
import type { UserId } from "@shopeasy/contracts/ids";
import type { Tx } from "@shopeasy/platform/database/connect";
import { newId } from "@shopeasy/platform/ids";
import { annotateUser } from "@shopeasy/platform/tracing/tracing";
import { refreshTokens, sessions } from "../db/schema";
import { accessTokenSeconds, signAccessToken } from "../signing-keys/access-token";
import type { SigningKey } from "../signing-keys/signing-keys";
import { hashOfToken, newRefreshToken } from "./refresh-token";
import { sessionExpiry } from "./session-rules";
import type { TokenPair } from "./session-schemas";

interface Holder {
  id: UserId;
  role: Role;
}

/** What tokens are issued by: the key is fetched before the transaction, which must not wait for another connection. */
export interface Issue {
  key: SigningKey;
  now: Date;
}

/** Opens a session, with the first token of its family. */
export async function openSession(tx: Tx, user: Holder, { key, now }: Issue): Promise<TokenPair> {
  const sessionId = newId();
  await tx
    .insert(sessions)
    .values({ id: sessionId, userId: user.id, createdAt: now, expiresAt: sessionExpiry(now) });
  return issueTokens(tx, { sessionId, user }, { key, now });
}

/** Issues the next pair of a session's family. */
export async function issueTokens(
  tx: Tx,
  { sessionId, user }: { sessionId: string; user: Holder },
  { key, now }: Issue,
): Promise<TokenPair> {
  annotateUser(user.id);
  const refreshToken = newRefreshToken();
  await tx.insert(refreshTokens).values({ hash: hashOfToken(refreshToken), sessionId, issuedAt: now });
  const accessToken = await signAccessToken(key, { userId: user.id, role: user.role, sessionId }, now);
  return { accessToken, refreshToken, expiresIn: accessTokenSeconds };
}
