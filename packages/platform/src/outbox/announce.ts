import { sql } from "drizzle-orm";
import type { Tx } from "../database/connect";
import { type Event, serializeEvent } from "../events/event";
import { traceHeader } from "../tracing/tracing";
import { outboxTable } from "./table";

/** The channel on which relays are told of new rows. */
export const OUTBOX_CHANNEL = "outbox";

/**
 * Has the events published once the transaction commits, at least once each; never, when it does not commit.
 * @throws RangeError for an event too large to be published.
 */
export async function announce(tx: Tx, events: readonly Event[]): Promise<void> {
  if (events.length === 0) return;
  const header = traceHeader();
  const rows = events.map((event) => ({
    id: event.id,
    type: event.type,
    aggregateId: event.aggregateId,
    aggregateVersion: event.aggregateVersion,
    payload: sql`${serializeEvent(event)}::jsonb`,
    traceHeader: header ?? null,
  }));
  // The notification rides along with the insert: one round trip, and PostgreSQL folds those of one transaction.
  await tx
    .insert(outboxTable)
    .values(rows)
    .returning({ notified: sql`pg_notify(${OUTBOX_CHANNEL}, '')` });
}
