import { createHash } from "node:crypto";
import type { Db, Tx } from "@shopeasy/platform/database/connect";
import { TooManyRequests } from "@shopeasy/platform/errors";
import { eq, sql } from "drizzle-orm";
import { signInFailures } from "../db/schema";
import { allowedFailures, lockedUntil, windowStart } from "./failure-rules";

/** Also addresses without an account are counted, and those are not ours to keep. */
const hashOf = (email: string) => createHash("sha256").update(email).digest("base64url");

/** @throws TooManyRequests `account-locked` */
export async function refuseWhenLocked(db: Db, email: string, now: Date): Promise<void> {
  const [found] = await db
    .select({ failedAt: signInFailures.failedAt })
    .from(signInFailures)
    .where(eq(signInFailures.addressHash, hashOf(email)));
  refuseLocked(found?.failedAt ?? [], now);
}

/**
 * Counts a failure. Of many guesses that are judged at once only the first ten count as such: the rest are told what
 * they would have been told after them.
 * @throws TooManyRequests `account-locked`
 */
export async function countFailure(db: Db, email: string, now: Date): Promise<void> {
  const at = now.toISOString();
  const recent = sql`array(
    select failed from unnest(${signInFailures.failedAt}) as failed where failed > ${windowStart(now).toISOString()}::timestamptz)`;
  const counted = await db
    .insert(signInFailures)
    .values({ addressHash: hashOf(email), failedAt: [now], lastFailedAt: now })
    .onConflictDoUpdate({
      target: signInFailures.addressHash,
      set: { failedAt: sql`${recent} || ${at}::timestamptz`, lastFailedAt: now },
      setWhere: sql`cardinality(${recent}) < ${allowedFailures}`,
    })
    .returning({ counted: signInFailures.addressHash });
  if (counted.length === 0) await refuseWhenLocked(db, email, now);
}

/**
 * Forgets the failures of an address whose password was given; in the transaction that signs in.
 * @throws TooManyRequests `account-locked`, when the tenth failure came while the password was compared
 */
export async function forgetFailures(tx: Tx, email: string, now: Date): Promise<void> {
  const [forgotten] = await tx
    .delete(signInFailures)
    .where(eq(signInFailures.addressHash, hashOf(email)))
    .returning({ failedAt: signInFailures.failedAt });
  refuseLocked(forgotten?.failedAt ?? [], now);
}

function refuseLocked(failedAt: readonly Date[], now: Date): void {
  const until = lockedUntil(failedAt, now);
  if (until) {
    const detail = "Too many failed attempts to sign in; wait a while, then try again.";
    throw new TooManyRequests("account-locked", detail, (until.getTime() - now.getTime()) / 1000);
  }
}
