import { lt } from "drizzle-orm";
import { signInFailures } from "../db/schema";
import type { Deps } from "../deps";
import { windowStart } from "./failure-rules";

/** Deletes failed sign-ins that count no more. Gives how many addresses were forgotten. */
export async function purgeFailures({ database, clock }: Pick<Deps, "database" | "clock">): Promise<number> {
  const purged = await database.db
    .delete(signInFailures)
    .where(lt(signInFailures.lastFailedAt, windowStart(clock.now())))
    .returning({ addressHash: signInFailures.addressHash });
  return purged.length;
}
