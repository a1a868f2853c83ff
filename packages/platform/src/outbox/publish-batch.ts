import { asc, inArray, lte, sql } from "drizzle-orm";
import type { PostgresJsDatabase } from "drizzle-orm/postgres-js";
import type { Tx } from "../database/connect";
import type { Event, Publish } from "../events/event";
import { outboxTable } from "./table";

export interface BatchResult {
  published: number;
  failed: number;
}

/** A row whose publishing fails is due again after 1, 2, 4 … seconds, at most 5 minutes. */
const LONGEST_DELAY_SECONDS = 300;

/**
 * Publishes the oldest rows that are due and that no other relay holds, and deletes them in the transaction that holds
 * them: a relay that dies between the two has them published again, and none is ever lost.
 */
export function publishBatch<Schema extends Record<string, unknown>>(
  db: PostgresJsDatabase<Schema>,
  publish: Publish,
  batchSize: number,
): Promise<BatchResult> {
  return db.transaction(async (tx) => {
    const rows = await tx
      .select({ id: outboxTable.id, payload: outboxTable.payload, traceHeader: outboxTable.traceHeader })
      .from(outboxTable)
      .where(lte(outboxTable.dueAt, sql`now()`))
      .orderBy(asc(outboxTable.id))
      .limit(batchSize)
      .for("update", { skipLocked: true });
    if (rows.length === 0) return { published: 0, failed: 0 };

    const failedIds = await publish(
      rows.map((row) => ({ event: row.payload as Event, traceHeader: row.traceHeader ?? undefined })),
    );
    const published = rows.map((row) => row.id).filter((id) => !failedIds.has(id));
    if (published.length > 0) await tx.delete(outboxTable).where(inArray(outboxTable.id, published));
    if (failedIds.size > 0) await postpone(tx, [...failedIds]);
    return { published: published.length, failed: failedIds.size };
  });
}

async function postpone(tx: Tx, ids: string[]): Promise<void> {
  const seconds = sql`least(power(2, least(${outboxTable.failures}, 20)), ${LONGEST_DELAY_SECONDS}::float)`;
  await tx
    .update(outboxTable)
    .set({ failures: sql`${outboxTable.failures} + 1`, dueAt: sql`now() + ${seconds} * interval '1 second'` })
    .where(inArray(outboxTable.id, ids));
}

/** How long the oldest row has waited, in seconds; 0 when there is none. */
export async function oldestAge(db: Pick<Tx, "execute">): Promise<number> {
  const [row] = await db.execute<{ age: string }>(
    sql`select extract(epoch from now() - ${outboxTable.createdAt}) as age from ${outboxTable} order by ${outboxTable.id} limit 1`,
  );
  return row ? Math.max(0, Number(row.age)) : 0;
}
