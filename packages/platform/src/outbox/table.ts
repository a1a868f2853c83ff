import { sql } from "drizzle-orm";
import { bigint, integer, jsonb, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";

/** Events that are committed and not yet published. A service's `schema.ts` exports it, so that it is migrated there. */
export const outboxTable = pgTable("outbox", {
  /** The event's own id: UUIDv7, so the order of ids is about that of commits. */
  id: uuid("id").primaryKey(),
  type: text("type").notNull(),
  aggregateId: text("aggregate_id").notNull(),
  aggregateVersion: bigint("aggregate_version", { mode: "number" }).notNull(),
  /** The whole envelope, as it is published. */
  payload: jsonb("payload").notNull(),
  traceHeader: text("trace_header"),
  createdAt: timestamp("created_at", { withTimezone: true }).notNull().default(sql`now()`),
  /** How often publishing failed; such a row waits until `dueAt`, so that it holds up no other. */
  failures: integer("failures").notNull().default(0),
  dueAt: timestamp("due_at", { withTimezone: true }).notNull().default(sql`now()`),
});
