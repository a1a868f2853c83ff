import { inArray, lt } from "drizzle-orm";
import { sessions } from "../db/schema";
import type { Deps } from "../deps";

const batch = 500;

/** Deletes some sessions that have expired, with their tokens; ended ones too stay until then. Gives how many. */
export async function purgeSessions({ database, clock }: Pick<Deps, "database" | "clock">): Promise<number> {
  const { db } = database;
  const expired = db
    .select({ id: sessions.id })
    .from(sessions)
    .where(lt(sessions.expiresAt, clock.now()))
    .limit(batch);
  const purged = await db
    .delete(sessions)
    .where(inArray(sessions.id, expired))
    .returning({ id: sessions.id });
  return purged.length;
}
