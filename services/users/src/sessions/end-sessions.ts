import type { UserId } from "@shopeasy/contracts/ids";
import type { Db } from "@shopeasy/platform/database/connect";
import { and, eq, isNull, ne } from "drizzle-orm";
import { refreshTokens, sessions } from "../db/schema";
import type { Deps } from "../deps";
import { hashOfToken } from "./refresh-token";

/** Ends a session, and with it the whole family of its tokens. */
export async function endSession(db: Db, sessionId: string, now: Date): Promise<void> {
  await db
    .update(sessions)
    .set({ endedAt: now })
    .where(and(eq(sessions.id, sessionId), isNull(sessions.endedAt)));
}

/** Ends all sessions of a user, but the one to keep. Gives how many. */
export async function endSessions(
  db: Db,
  userId: UserId,
  { now, keep }: { now: Date; keep?: string },
): Promise<number> {
  const ended = await db
    .update(sessions)
    .set({ endedAt: now })
    .where(
      and(
        eq(sessions.userId, userId),
        isNull(sessions.endedAt),
        keep === undefined ? undefined : ne(sessions.id, keep),
      ),
    )
    .returning({ id: sessions.id });
  return ended.length;
}

type EndDeps = Pick<Deps, "database" | "clock" | "logger">;

/** Ends the session that a refresh token belongs to; a token that is unknown has nothing to end. */
export async function signOut({ database, clock, logger }: EndDeps, refreshToken: string): Promise<void> {
  const [token] = await database.db
    .select({ sessionId: refreshTokens.sessionId })
    .from(refreshTokens)
    .where(eq(refreshTokens.hash, hashOfToken(refreshToken)));
  if (!token) return;
  await endSession(database.db, token.sessionId, clock.now());
  logger.info("session.ended");
}

/** Ends every session of a user. Access tokens that are out hold until they expire. */
export async function signOutEverywhere({ database, clock, logger }: EndDeps, userId: UserId): Promise<void> {
  const count = await endSessions(database.db, userId, { now: clock.now() });
  logger.info("sessions.ended", { userId, count });
}
