import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "../database/connect";
import { type Event, serializeEvent } from "../events/event";
import { traceHeader } from "../tracing/tracing";
import { outboxTable } from "./table";

/** The channel on which relays are told of new rows. */
export const OUTBOX_CHANNEL = "outbox";

/**
 * Has the events published once the transaction commits, at least once each; never, when it does not commit. In one
 * parameter however many they are: an import announces a thousand at a time.
 * @throws RangeError for an event too large to be published.
 */
export async function announce(tx: Tx, events: readonly Event[]): Promise<void> {
  if (events.length === 0) return;
  // The notification rides along with the insert: one round trip.
  await tx.execute(sql`with announced as (${announcing(events)}) ${tellRelays}`);
}

/**
 * What `announce` inserts, as a part of a statement that does more: a CTE, beside which `tellRelays` is selected. With
 * `when`, only where that holds.
 * @throws RangeError for an event too large to be published.
 */
export const announcing = (events: readonly Event[], when: SQL = sql`true`): SQL =>
  announcingFrom(
    sql`jsonb_array_elements(${`[${events.map(serializeEvent).join()}]`}::jsonb) as event where ${when}`,
  );

/** The same of events that the statement itself makes: `from` gives rows with an `event`, of the form that `Event` has. */
export const announcingFrom = (from: SQL): SQL =>
  sql`insert into ${outboxTable} (id, type, aggregate_id, aggregate_version, payload, trace_header)
    select (event->>'id')::uuid, event->>'type', event->>'aggregateId', (event->>'aggregateVersion')::bigint, event,
      ${traceHeader() ?? null}
    from ${from}`;

/**
 * Tells relays of new rows, and only where none has been told already: PostgreSQL lets transactions that notify commit
 * one after the other, each waiting for the disk. While the oldest row is due, a relay is at work, and looks again when
 * it is done.
 */
export const tellRelays: SQL = sql`select pg_notify(${OUTBOX_CHANNEL}, '')
  where coalesce((select due_at > now() from ${outboxTable} order by id limit 1), true)`;
