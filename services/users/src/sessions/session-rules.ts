/** How long a session lives without being refreshed: as long as a guest's cart. */
const sessionDays = 30;

/** How long a spent token is kept, so that whoever copied it gives himself away by it. */
const spentTokenDays = 7;

const days = 86_400_000;

export const sessionExpiry = (now: Date) => new Date(now.getTime() + sessionDays * days);

/** Tokens that were spent before this are kept no more. */
export const spentTokensSince = (now: Date) => new Date(now.getTime() - spentTokenDays * days);

/** What is known of a refresh token that is presented. */
export interface PresentedToken {
  spentAt: Date | null;
  session: { endedAt: Date | null; expiresAt: Date };
  account: { disabledAt: Date | null };
}

/**
 * What a refresh token is worth. A spent one was copied, by whoever comes second: it is `reused` even where the
 * session is over already.
 */
export function judgeToken(
  { spentAt, session, account }: PresentedToken,
  now: Date,
): "good" | "reused" | "over" | "disabled" {
  if (spentAt) return "reused";
  if (session.endedAt || session.expiresAt <= now) return "over";
  return account.disabledAt ? "disabled" : "good";
}
