import postgres from "postgres";
import type { Postgres } from "../postgres";
import { localPassword } from "../postgres";

/**
 * Gives each name a database and the role that owns it, where they are not there yet. Extensions may be created
 * by the owner, as RDS allows it to: all that the shop uses are trusted ones.
 */
export async function createDatabases(
  server: Pick<Postgres, "url">,
  names: readonly string[],
): Promise<void> {
  const sql = postgres(server.url("postgres"), { max: 1, onnotice: () => {} });
  try {
    for (const name of names) {
      const [role] = await sql`select 1 from pg_roles where rolname = ${name}`;
      if (!role) await sql`create role ${sql(name)} login password ${sql.unsafe(`'${localPassword}'`)}`;
      const [database] = await sql`select 1 from pg_database where datname = ${name}`;
      if (!database) await sql`create database ${sql(name)} owner ${sql(name)}`;
    }
  } finally {
    await sql.end();
  }
}
