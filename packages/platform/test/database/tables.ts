import { idempotencyTable } from "@shopeasy/platform/idempotency/table";
import { inboxTable } from "@shopeasy/platform/inbox/table";
import { outboxTable } from "@shopeasy/platform/outbox/table";
import { integer, jsonb, pgTable, text, timestamp, unique, uuid } from "drizzle-orm/pg-core";

/** A small service's schema, as drizzle-kit reads it: its own tables, and the platform's that it re-exports. */
export const ledger = pgTable(
  "ledger",
  {
    id: uuid("id").primaryKey(),
    account: text("account").notNull(),
    amount: integer("amount").notNull(),
    note: jsonb("note").$type<{ tags: string[] }>(),
    at: timestamp("at", { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [unique("ledger_account_unique").on(table.account)],
);

export { idempotencyTable, inboxTable, outboxTable };
