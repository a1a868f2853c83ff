import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import postgres, { type Sql } from "postgres";
import { uniqueName } from "./cloud";
import { testGround } from "./test-ground";

export interface FreshDatabase {
  /** A connection string of the database's owner. */
  url: string;
  /** Drops it, also under connections that are still open. */
  drop: () => Promise<void>;
}

/**
 * A database for one test file, migrated. The migrations run once for all files: into a template, which is then
 * cloned, in a tenth of a second.
 */
export async function freshDatabase({
  migrationsFolder,
}: {
  migrationsFolder: string;
}): Promise<FreshDatabase> {
  const template = `template_${fingerprint(migrationsFolder)}`;
  const name = uniqueName("test");
  await asAdministrator(async (sql) => {
    if (!(await exists(sql, template))) await makeTemplate(sql, template, migrationsFolder);
    await sql`create database ${sql(name)} template ${sql(template)}`;
  });
  return {
    url: databaseUrl(name),
    drop: () =>
      asAdministrator(async (sql) => void (await sql`drop database if exists ${sql(name)} with (force)`)),
  };
}

/** Changes with any migration, so that a template never outlives what it was made from. */
function fingerprint(folder: string): string {
  const hash = createHash("sha256").update(folder);
  for (const file of readdirSync(folder).sort()) {
    if (file.endsWith(".sql")) hash.update(file).update(readFileSync(join(folder, file)));
  }
  return hash.digest("hex").slice(0, 16);
}

/** Made under another name and renamed when done, and by one worker only: a template is there whole or not at all. */
async function makeTemplate(sql: Sql, template: string, migrationsFolder: string): Promise<void> {
  await sql`select pg_advisory_lock(hashtext(${template}))`;
  try {
    if (await exists(sql, template)) return;
    const unfinished = `${template}_unfinished`;
    await sql`drop database if exists ${sql(unfinished)}`;
    await sql`create database ${sql(unfinished)}`;
    await migrate(databaseUrl(unfinished), migrationsFolder);
    await sql`alter database ${sql(unfinished)} rename to ${sql(template)}`;
  } finally {
    await sql`select pg_advisory_unlock(hashtext(${template}))`;
  }
}

/**
 * Applies all migrations of a folder to an empty database, and remembers them as the services' own programs do. Nobody
 * else is there, so each statement is a transaction of its own, as some must be.
 */
export async function migrate(url: string, migrationsFolder: string): Promise<void> {
  // Loaded here only: most test files find the template made, and loading takes longer than cloning.
  const { readMigrationFiles } = await import("drizzle-orm/migrator");
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await sql.unsafe(`
      create schema drizzle;
      create table drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)`);
    for (const { sql: statements, hash, folderMillis } of readMigrationFiles({ migrationsFolder })) {
      for (const statement of statements) await sql.unsafe(statement);
      await sql`insert into drizzle.__drizzle_migrations (hash, created_at) values (${hash}, ${folderMillis})`;
    }
  } finally {
    await sql.end();
  }
}

async function exists(sql: Sql, name: string): Promise<boolean> {
  const found = await sql`select 1 from pg_database where datname = ${name}`;
  return found.length > 0;
}

async function asAdministrator<Result>(work: (sql: Sql) => Promise<Result>): Promise<Result> {
  const sql = postgres(testGround().postgresUrl, { max: 1, onnotice: () => {} });
  try {
    return await work(sql);
  } finally {
    await sql.end();
  }
}

function databaseUrl(name: string): string {
  const url = new URL(testGround().postgresUrl);
  url.pathname = name;
  return url.href;
}
