import type { Database, Tx } from "@shopeasy/platform/database/connect";
import type { Logger } from "@shopeasy/platform/logging/logger";
import { inArray, sql } from "drizzle-orm";
import type * as schema from "../db/schema";
import { signingKeys } from "../db/schema";
import {
  firstStarts,
  type KeySchedule,
  missingStarts,
  orderedBefore,
  orderedStarts,
  outlivedKeys,
  type ScheduledKey,
} from "./key-schedule-rules";
import { makeSigningKey } from "./make-signing-key";

/** Ours among the advisory locks of a database; any number will do, so long as it stays. */
const signingKeyLock = 7_230_413;

export interface TendingDeps {
  database: Pick<Database<typeof schema>, "db">;
  /** Seals the private keys. */
  secret: string;
  schedule: KeySchedule;
  clock: { now: () => Date };
  logger: Pick<Logger, "info">;
}

/**
 * Makes the keys that are missing (the first ones, or the next one to come) and deletes those that nobody needs any
 * more. Of tasks that do so at once one does, and the rest find it done. Gives how many keys came and went.
 */
export async function tendSigningKeys(deps: TendingDeps): Promise<number> {
  const { secret, schedule, clock, logger } = deps;
  const { made, outlived } = await withKeys(deps, async (tx, keys) => {
    const now = clock.now();
    const outlived = outlivedKeys(keys, now);
    await deleteKeys(tx, outlived);
    const made: ScheduledKey[] = [];
    for (const signsFrom of missingStarts(keys, schedule, now)) {
      made.push(await makeSigningKey(tx, secret, { now, signsFrom }));
    }
    return { made, outlived };
  });
  for (const { kid, signsFrom } of made) logger.info("signing-key.made", { kid, signsFrom });
  for (const kid of outlived) logger.info("signing-key.deleted", { kid });
  return made.length + outlived.length;
}

/**
 * Brings a new key in before its time: it is published at once and signs in 15 minutes, when every verifier has it.
 * The key that was to come and has signed nothing is thrown away, for it is as old as what is suspected. Nobody is
 * signed out: the present key is published for another day. Ordered again within those minutes, it does nothing more.
 */
export async function rotateSigningKey(deps: TendingDeps): Promise<ScheduledKey & { isNew: boolean }> {
  const { secret, schedule, clock, logger } = deps;
  const rotation = await withKeys(deps, async (tx, keys) => {
    const now = clock.now();
    const ordered = orderedBefore(keys, now);
    if (ordered) return { ...ordered, isNew: false };

    const coming = keys.filter(({ signsFrom }) => signsFrom > now);
    await deleteKeys(
      tx,
      coming.map(({ kid }) => kid),
    );
    const [first, next] = keys.length === 0 ? firstStarts(schedule, now) : orderedStarts(schedule, now);
    const key = await makeSigningKey(tx, secret, { now, signsFrom: first });
    await makeSigningKey(tx, secret, { now, signsFrom: next });
    return { ...key, isNew: true };
  });
  const { kid, signsFrom, isNew } = rotation;
  if (isNew) logger.info("signing-key.ordered", { kid, signsFrom });
  return rotation;
}

function withKeys<Result>(
  { database }: Pick<TendingDeps, "database">,
  work: (tx: Tx, keys: ScheduledKey[]) => Promise<Result>,
): Promise<Result> {
  return database.db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${signingKeyLock})`);
    const keys = await tx
      .select({ kid: signingKeys.kid, signsFrom: signingKeys.signsFrom })
      .from(signingKeys);
    return work(tx, keys);
  });
}

async function deleteKeys(tx: Tx, kids: string[]): Promise<void> {
  if (kids.length > 0) await tx.delete(signingKeys).where(inArray(signingKeys.kid, kids));
}
