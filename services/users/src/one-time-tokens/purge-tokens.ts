import { inArray, lt } from "drizzle-orm";
import { oneTimeTokens } from "../db/schema";
import type { Deps } from "../deps";

const batch = 500;

/**
 * Deletes some tokens that have expired. Used and superseded ones stay until then, for they are what the mails of the
 * last hour are counted by. Gives how many.
 */
export async function purgeTokens({ database, clock }: Pick<Deps, "database" | "clock">): Promise<number> {
  const { db } = database;
  const expired = db
    .select({ hash: oneTimeTokens.hash })
    .from(oneTimeTokens)
    .where(lt(oneTimeTokens.expiresAt, clock.now()))
    .limit(batch);
  const purged = await db
    .delete(oneTimeTokens)
    .where(inArray(oneTimeTokens.hash, expired))
    .returning({ hash: oneTimeTokens.hash });
  return purged.length;
}
