import type { Sql } from "postgres";
import type { Migration } from "./migration-files";

/** drizzle's own table, by its own names: what its migrator once applied counts as applied. */
const records = "drizzle.__drizzle_migrations";

/**
 * Those that the database does not know of. What it knows beside these is a newer version's, and left alone.
 * @throws Error when one of them was changed after it was applied
 */
export async function pendingMigrations(sql: Sql, migrations: readonly Migration[]): Promise<Migration[]> {
  await sql.unsafe(`
    create schema if not exists drizzle;
    create table if not exists ${records} (id serial primary key, hash text not null, created_at bigint)`);
  const applied = await sql.unsafe<{ hash: string; created_at: string }[]>(
    `select hash, created_at from ${records}`,
  );
  const hashes = new Map(applied.map(({ hash, created_at }) => [Number(created_at), hash]));
  for (const { tag, createdAt, hash } of migrations) {
    if ((hashes.get(createdAt) ?? hash) === hash) continue;
    throw new Error(`${tag} was changed after it was applied: put it back, and write the change as another.`);
  }
  return migrations.filter(({ createdAt }) => !hashes.has(createdAt));
}

/** The statement that remembers a migration; its values are digits only. */
export const recordStatement = ({ hash, createdAt }: Migration): string =>
  `insert into ${records} (hash, created_at) values ('${hash}', ${createdAt})`;
