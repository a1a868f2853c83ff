import { setTimeout as delay } from "node:timers/promises";
import type { Sql } from "postgres";
import type { Migration } from "./migration-files";
import { recordStatement } from "./migration-records";

export interface MigrationLimits {
  /** How long another task that migrates, or a query in the way, is waited for in all; 120 unless given. */
  patienceSeconds: number;
  /** How long at a time a lock is waited for, while others queue behind; 2 unless given. */
  lockSeconds: number;
  /** How long a statement may run that may hold locks; 30 unless given. */
  statementSeconds: number;
  /** How long one may run outside of a transaction, where it stands in nobody's way; an hour unless given. */
  buildSeconds: number;
}

/** Ours among the advisory locks of a database; any number will do, so long as it stays. */
export const MIGRATION_LOCK = 7_230_412;

/**
 * Fails where the session does not hold that lock: a connection that was lost while a migration paused is made again, and
 * somebody else may be migrating by then, or have applied the very same.
 */
const HOLDS_LOCK = `do $$ begin
  if not exists (
    select from pg_locks
    where locktype = 'advisory' and pid = pg_backend_pid() and (classid, objid) = (0, ${MIGRATION_LOCK})
  ) then
    raise exception 'the connection was lost, and with it the turn to migrate: begin again';
  end if;
end $$`;

/** lock_not_available by lock_timeout, and deadlock_detected: the same may well succeed a little later. */
const IN_THE_WAY = new Set(["55P03", "40P01"]);

/**
 * Applies one migration and remembers it. What waits for a lock keeps everybody waiting who comes after it, so it gives up
 * soon, and tries again after a pause, in which they pass: half as long at first, and then longer, up to 15 seconds.
 */
export async function applyMigration(
  sql: Sql,
  migration: Migration,
  limits: MigrationLimits,
  tell: (sentence: string) => void,
): Promise<void> {
  const until = Date.now() + limits.patienceSeconds * 1000;
  for (let pauseMs = limits.lockSeconds * 500; ; pauseMs = Math.min(pauseMs * 2, 15_000)) {
    try {
      await (migration.inTransaction
        ? applyInTransaction(sql, migration, limits)
        : applyAlone(sql, migration, limits));
      return;
    } catch (error) {
      if (!IN_THE_WAY.has(String(Object(error).code)) || Date.now() + pauseMs > until) {
        throw failure(migration, error);
      }
      const longest = await longestTransaction(sql);
      tell(`${migration.tag} waits for a lock, and tries again in ${pauseMs / 1000} s.${longest}`);
      await delay(pauseMs * (0.75 + Math.random() / 2));
    }
  }
}

/**
 * In one message to the server, which can't fall apart: a connection that is lost between two statements would be made
 * again, and the rest would run outside of the transaction.
 */
async function applyInTransaction(sql: Sql, migration: Migration, limits: MigrationLimits): Promise<void> {
  const whole = [
    "begin",
    HOLDS_LOCK,
    `set local lock_timeout = ${Math.ceil(limits.lockSeconds * 1000)}`,
    `set local statement_timeout = ${Math.ceil(limits.statementSeconds * 1000)}`,
    ...migration.statements,
    recordStatement(migration),
    "commit",
  ].join("\n;\n");
  try {
    await sql.unsafe(whole);
  } catch (error) {
    await sql.unsafe("rollback").catch(() => {});
    throw error;
  }
}

/** For what locks out neither readers nor writers, and may take its time. */
async function applyAlone(sql: Sql, migration: Migration, limits: MigrationLimits): Promise<void> {
  await sql.unsafe(HOLDS_LOCK);
  await sql.unsafe(`set statement_timeout = ${Math.ceil(limits.buildSeconds * 1000)}`);
  await dropUnfinishedIndexes(sql, migration.text);
  for (const statement of migration.statements) await sql.unsafe(statement);
  await sql.unsafe(recordStatement(migration));
}

/** An index whose making broke off is there, written to and never read; `IF NOT EXISTS` would be content with it. */
async function dropUnfinishedIndexes(sql: Sql, text: string): Promise<void> {
  if (!/create\s+(unique\s+)?index/i.test(text)) return;
  const invalid = await sql<{ name: string }[]>`
    select relname as name from pg_index join pg_class on pg_class.oid = indexrelid
    where not indisvalid and relkind = 'i' and pg_table_is_visible(indexrelid)`;
  for (const { name } of invalid) {
    if (text.includes(name)) await sql`drop index concurrently if exists ${sql(name)}`;
  }
}

/** Who most likely is in the way. */
async function longestTransaction(sql: Sql): Promise<string> {
  const [longest] = await sql<{ pid: number; name: string; state: string; seconds: number }[]>`
    select pid, application_name as name, state, extract(epoch from now() - xact_start)::int as seconds
    from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and xact_start is not null
    order by xact_start limit 1`;
  if (!longest) return "";
  const { pid, name, state, seconds } = longest;
  return ` The longest transaction is that of process ${pid} (${name || "unnamed"}, ${state}), for ${seconds} s.`;
}

function failure({ tag }: Migration, error: unknown): Error {
  const { message, code } = Object(error) as { message?: string; code?: string };
  return Object.assign(new Error(`${tag}: ${message ?? error}`, { cause: error }), { code });
}
