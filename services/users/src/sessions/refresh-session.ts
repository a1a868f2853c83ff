import type { Tx } from "@shopeasy/platform/database/connect";
import { Forbidden, Unauthorized } from "@shopeasy/platform/errors";
import { eq } from "drizzle-orm";
import { accounts, refreshTokens, sessions } from "../db/schema";
import type { Deps } from "../deps";
import { endSession } from "./end-sessions";
import { type Issue, issueTokens } from "./open-session";
import { hashOfToken } from "./refresh-token";
import { judgeToken, sessionExpiry } from "./session-rules";
import type { TokenPair } from "./session-schemas";

type RefreshDeps = Pick<Deps, "database" | "signingKeys" | "clock" | "logger">;

/**
 * Spends a refresh token for a new pair. One that was spent before ends its whole family: either it or its successor
 * is in a thief's hands.
 * @throws Unauthorized `token-reused`, `invalid-token`; Forbidden `account-disabled`
 */
export async function refreshSession(deps: RefreshDeps, refreshToken: string): Promise<TokenPair> {
  const issue = { key: await deps.signingKeys.current(), now: deps.clock.now() };

  // Refusals are thrown after the transaction: the family's end must be committed.
  const outcome = await deps.database.db.transaction((tx) => spend(tx, refreshToken, issue));

  switch (outcome.kind) {
    case "good":
      return outcome.pair;
    case "reused":
      deps.logger.warn("session.token-reused", { userId: outcome.userId });
      throw new Unauthorized(
        "token-reused",
        "The refresh token was used before; the session has ended. Sign in again.",
      );
    case "over":
      throw new Unauthorized(
        "invalid-token",
        "The refresh token is unknown, or its session is over. Sign in again.",
      );
    case "disabled":
      throw new Forbidden("account-disabled", "The account is disabled.");
  }
}

async function spend(tx: Tx, refreshToken: string, issue: Issue) {
  const hash = hashOfToken(refreshToken);
  const [found] = await tx
    .select({ token: refreshTokens, session: sessions, account: accounts })
    .from(refreshTokens)
    .innerJoin(sessions, eq(sessions.id, refreshTokens.sessionId))
    .innerJoin(accounts, eq(accounts.id, sessions.userId))
    .where(eq(refreshTokens.hash, hash))
    // Of two who present a token at once, the second waits here and finds it spent.
    .for("update", { of: refreshTokens });
  if (!found) return { kind: "over" } as const;

  const { token, session, account } = found;
  const kind = judgeToken({ spentAt: token.spentAt, session, account }, issue.now);
  switch (kind) {
    case "good": {
      await tx.update(refreshTokens).set({ spentAt: issue.now }).where(eq(refreshTokens.hash, hash));
      await tx
        .update(sessions)
        .set({ expiresAt: sessionExpiry(issue.now) })
        .where(eq(sessions.id, session.id));
      return { kind, pair: await issueTokens(tx, { sessionId: session.id, user: account }, issue) } as const;
    }
    case "reused":
      await endSession(tx, session.id, issue.now);
      return { kind, userId: account.id } as const;
    case "over":
    case "disabled":
      return { kind } as const;
  }
}
