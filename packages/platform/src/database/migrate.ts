import { setTimeout as delay } from "node:timers/promises";
import postgres, { type Sql } from "postgres";
import { accessOptions, type DatabaseAccess } from "./access";
import { applyMigration, MIGRATION_LOCK, type MigrationLimits } from "./apply-migration";
import { readMigrations } from "./migration-files";
import { pendingMigrations } from "./migration-records";

export interface MigrationOptions extends DatabaseAccess, Partial<MigrationLimits> {
  /** With drizzle-kit's SQL files and its `meta/_journal.json`. */
  folder: string;
  /** Is told, a sentence at a time, what keeps a migration waiting. */
  tell?: (sentence: string) => void;
}

/**
 * Applies the migrations that are not yet applied, each in a transaction of its own unless its header says otherwise. Of
 * tasks that start at once one applies them, and the rest wait until it has. While customers are served it waits for a
 * lock only shortly, lets them pass, and tries again: see docs/migrations.md.
 * @throws Error when a migration fails, by its name; when one was changed after it was applied; when patience ends
 */
export async function migrate(options: MigrationOptions): Promise<void> {
  const { url, folder, tell = () => {}, password, certificateAuthority } = options;
  const { patienceSeconds = 120, lockSeconds = 2, statementSeconds = 30, buildSeconds = 3_600 } = options;
  // Here its failure is told; when it is asked for by a connection, it can't be.
  await password?.();
  const migrations = readMigrations(folder);
  // One connection, for as long as it takes: the lock is the session's, and must be held by the one that migrates.
  const sql = postgres(url, {
    max: 1,
    max_lifetime: null,
    connect_timeout: 5,
    onnotice: () => {},
    ...accessOptions({ password, certificateAuthority }),
    connection: { application_name: "migrate" },
  });
  try {
    await takeTurn(sql, patienceSeconds);
    for (const migration of await pendingMigrations(sql, migrations)) {
      const limits = { patienceSeconds, lockSeconds, statementSeconds, buildSeconds };
      await applyMigration(sql, migration, limits, tell);
    }
  } finally {
    // Ends the session, and with it the lock.
    await sql.end({ timeout: 1 });
  }
}

/**
 * Asks again and again: who waited inside of a statement would hold a snapshot, and whoever has the lock and builds an
 * index concurrently waits for the end of every older snapshot.
 */
async function takeTurn(sql: Sql, patienceSeconds: number): Promise<void> {
  const until = Date.now() + patienceSeconds * 1000;
  for (;;) {
    const [row] = await sql<{ taken: boolean }[]>`select pg_try_advisory_lock(${MIGRATION_LOCK}) as taken`;
    if (row?.taken) return;
    if (Date.now() >= until) {
      throw new Error(`Another task has been migrating this database for ${patienceSeconds} s.`);
    }
    await delay(200);
  }
}
