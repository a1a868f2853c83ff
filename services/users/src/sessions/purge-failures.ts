import { lt } from "drizzle-orm";
import { signInFailures, signInNetworks } from "../db/schema";
import type { Deps } from "../deps";
import { knownSince, windowStart } from "./failure-rules";

/** Deletes failed sign-ins that count no more, and networks that are known no more. Gives how many there were. */
export async function purgeFailures({ database, clock }: Pick<Deps, "database" | "clock">): Promise<number> {
  const { db } = database;
  const now = clock.now();
  const failures = await db
    .delete(signInFailures)
    .where(lt(signInFailures.lastFailedAt, windowStart(now)))
    .returning({ counter: signInFailures.counter });
  const networks = await db
    .delete(signInNetworks)
    .where(lt(signInNetworks.signedInAt, knownSince(now)))
    .returning({ networkHash: signInNetworks.networkHash });
  return failures.length + networks.length;
}
