import { type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";

/**
 * The ids of what is due, 10 at most and the oldest first, for who takes it: in the `in` of an update that makes it due
 * later. Several may do that at once: what another is taking is left to it.
 */
export const dueIds = (id: PgColumn, dueAt: PgColumn): SQL => sql`(
  with due as materialized (
    select ${id} as id from ${dueAt.table} where ${dueAt} <= now()
    order by ${dueAt} limit 10 for no key update skip locked
  ) select due.id from due)`;
