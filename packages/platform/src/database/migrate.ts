import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as applyMigrations } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";
import { accessOptions, type DatabaseAccess } from "./access";
import { throwPlainErrors } from "./query-errors";

/** Ours among the advisory locks of a database; any number will do, so long as it stays. */
const MIGRATION_LOCK = 7_230_412;

export interface MigrationOptions extends DatabaseAccess {
  /** With drizzle-kit's SQL files and its `meta/_journal.json`. */
  folder: string;
  /** How long another task that migrates, or a query in the way, is waited for; 120 seconds unless given. */
  patienceSeconds?: number;
}

/**
 * Applies the migrations that are not yet applied, all in one transaction. Of tasks that start at once one applies
 * them, and the rest wait until it has.
 */
export async function migrate({ url, folder, ...options }: MigrationOptions): Promise<void> {
  throwPlainErrors();
  // Here its failure is told; when it is asked for by a connection, it can't be.
  await options.password?.();
  // One connection: the lock is the session's, and must be held by the session that migrates.
  const sql = postgres(url, {
    max: 1,
    connect_timeout: 5,
    onnotice: () => {},
    ...accessOptions(options),
    connection: { application_name: "migrate", lock_timeout: (options.patienceSeconds ?? 120) * 1000 },
  });
  try {
    await sql`select pg_advisory_lock(${MIGRATION_LOCK})`;
    await applyMigrations(drizzle(sql), { migrationsFolder: folder });
  } finally {
    // Ends the session, and with it the lock.
    await sql.end({ timeout: 5 });
  }
}
