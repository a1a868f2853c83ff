import type { Database } from "@shopeasy/platform/database/connect";
import { desc } from "drizzle-orm";
import type * as schema from "../db/schema";
import { signingKeys } from "../db/schema";
import { type KeyState, type ScheduledKey, stateOf } from "./key-schedule-rules";

/** The keys there are, those to come first, without their private halves. */
export async function listSigningKeys({
  database,
  clock,
}: {
  database: Pick<Database<typeof schema>, "db">;
  clock: { now: () => Date };
}): Promise<(ScheduledKey & { createdAt: Date; state: KeyState })[]> {
  const { kid, signsFrom, createdAt } = signingKeys;
  const keys = await database.db
    .select({ kid, signsFrom, createdAt })
    .from(signingKeys)
    .orderBy(desc(signsFrom));
  const now = clock.now();
  return keys.map((key) => ({ ...key, state: stateOf(key, keys, now) }));
}
