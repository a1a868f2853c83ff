import type { Db, Tx } from "@shopeasy/platform/database/connect";
import { TooManyRequests } from "@shopeasy/platform/errors";
import { eq, inArray, or, sql } from "drizzle-orm";
import { signInFailures, signInNetworks } from "../db/schema";
import { allowedFailures, lockedUntil, windowStart } from "./failure-rules";
import { hashOfAddress } from "./known-networks";

// Ten failures within 15 minutes lock a counter (see counterOf) until the first of them is 15 minutes old: no lock is
// longer than that, and what is tried meanwhile is not counted, so that trying does not prolong it.

/** @throws TooManyRequests `account-locked` */
export async function refuseWhenLocked(db: Db, counter: string, now: Date): Promise<void> {
  const [found] = await db
    .select({ failedAt: signInFailures.failedAt })
    .from(signInFailures)
    .where(eq(signInFailures.counter, counter));
  refuseLocked(found?.failedAt ?? [], now);
}

/**
 * Counts a failure. Of many guesses that are judged at once only the first ten count as such: the rest are told what
 * they would have been told after them.
 * @throws TooManyRequests `account-locked`
 */
export async function countFailure(db: Db, counter: string, now: Date): Promise<void> {
  const at = now.toISOString();
  const recent = sql`array(
    select failed from unnest(${signInFailures.failedAt}) as failed where failed > ${windowStart(now).toISOString()}::timestamptz)`;
  const counted = await db
    .insert(signInFailures)
    .values({ counter, failedAt: [now], lastFailedAt: now })
    .onConflictDoUpdate({
      target: signInFailures.counter,
      set: { failedAt: sql`${recent} || ${at}::timestamptz`, lastFailedAt: now },
      setWhere: sql`cardinality(${recent}) < ${allowedFailures}`,
    })
    .returning({ counted: signInFailures.counter });
  if (counted.length === 0) await refuseWhenLocked(db, counter, now);
}

/**
 * Begins to count anew where a password was right; in the transaction that it opens something to.
 * @throws TooManyRequests `account-locked`, when the tenth failure came while the password was compared
 */
export async function countAnew(tx: Tx, counter: string, now: Date): Promise<void> {
  const [forgotten] = await tx
    .delete(signInFailures)
    .where(eq(signInFailures.counter, counter))
    .returning({ failedAt: signInFailures.failedAt });
  refuseLocked(forgotten?.failedAt ?? [], now);
}

/**
 * Forgets every failure of an address, and so opens every lock of it: after a reset of its password. Before anything
 * is written to the account, in the order in which signing in does.
 */
export async function forgetFailures(tx: Tx, email: string): Promise<void> {
  const addressHash = hashOfAddress(email);
  const networks = tx
    .select({ counter: signInNetworks.networkHash })
    .from(signInNetworks)
    .where(eq(signInNetworks.addressHash, addressHash));
  await tx
    .delete(signInFailures)
    .where(or(eq(signInFailures.counter, addressHash), inArray(signInFailures.counter, networks)));
}

function refuseLocked(failedAt: readonly Date[], now: Date): void {
  const until = lockedUntil(failedAt, now);
  if (until) {
    const detail = "Too many failed attempts to sign in; wait a while, then try again.";
    throw new TooManyRequests("account-locked", detail, (until.getTime() - now.getTime()) / 1000);
  }
}
