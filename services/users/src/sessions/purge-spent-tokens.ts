import { inArray, lt } from "drizzle-orm";
import { refreshTokens } from "../db/schema";
import type { Deps } from "../deps";
import { spentTokensSince } from "./session-rules";

const batch = 1_000;

/**
 * Deletes some refresh tokens that were spent long ago, so that a session that goes on for years does not grow with
 * each refresh. One of them that comes again is unknown, and refused like any other. Gives how many.
 */
export async function purgeSpentTokens({
  database,
  clock,
}: Pick<Deps, "database" | "clock">): Promise<number> {
  const { db } = database;
  const old = db
    .select({ hash: refreshTokens.hash })
    .from(refreshTokens)
    .where(lt(refreshTokens.spentAt, spentTokensSince(clock.now())))
    .limit(batch);
  const purged = await db
    .delete(refreshTokens)
    .where(inArray(refreshTokens.hash, old))
    .returning({ hash: refreshTokens.hash });
  return purged.length;
}
