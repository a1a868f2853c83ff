import postgres, { type Sql } from "postgres";
import { accessOptions, type DatabaseAccess } from "./access";

/** Ours among the advisory locks of the server's own database; any number will do, so long as it stays. */
const CREATION_LOCK = 7_230_413;

/** SQLSTATEs of a server that does not let somebody in: invalid_authorization_specification, invalid_password. */
const REFUSED = new Set(["28000", "28P01"]);

export interface CreateDatabaseOptions {
  /** As the service will reach it: the names of the role and the database, and the role's password if it has one. */
  url: string;
  /** Ways in, to the server's own database, for who may create roles and databases: the first that is let in counts. */
  masters: readonly DatabaseAccess[];
}

/**
 * Makes a service's database and the role that owns it, alone of all but superusers to connect. What is there stays;
 * so it can be repeated, also after it broke off, and of tasks that do it at once one waits for the other.
 *
 * On RDS the role is let in by IAM tokens. The extensions that it may need are trusted ones, which an owner can create.
 */
export async function createDatabase({ url, masters }: CreateDatabaseOptions): Promise<void> {
  const { username, password, pathname } = new URL(url);
  const role = decodeURIComponent(username);
  const database = decodeURIComponent(pathname.slice(1));
  const sql = await signInAsOneOf(masters);
  try {
    await sql`select pg_advisory_lock(${CREATION_LOCK})`;
    await seeToRole(sql, role, decodeURIComponent(password));
    await seeToDatabase(sql, database, role);
  } finally {
    // Ends the session, and with it the lock.
    await sql.end({ timeout: 5 });
  }
}

/**
 * Where a master creates a role, PostgreSQL makes the master a member of it, from 16 on; when that role is let in by
 * IAM tokens, so is the master from then on, and no more by the password: hence more than one way.
 */
async function signInAsOneOf(masters: readonly DatabaseAccess[]): Promise<Sql> {
  let refusal: unknown;
  for (const { url, ...access } of masters) {
    await access.password?.();
    // One connection: the lock is the session's.
    const sql = postgres(url, {
      max: 1,
      connect_timeout: 5,
      max_lifetime: null,
      onnotice: () => {},
      ...accessOptions(access),
      connection: { application_name: "create-database", lock_timeout: 120_000 },
    });
    try {
      await sql`select 1`;
      return sql;
    } catch (error) {
      await sql.end({ timeout: 1 });
      if (!REFUSED.has(String(Object(error).code))) throw error;
      refusal = error;
    }
  }
  throw refusal;
}

async function seeToRole(sql: Sql, role: string, password: string): Promise<void> {
  const [found] = await sql`select 1 from pg_roles where rolname = ${role}`;
  const withPassword = password && `password '${password.replaceAll("'", "''")}'`;
  if (!found) await sql`create role ${sql(role)} login ${sql.unsafe(withPassword)}`;
  else if (password) await sql`alter role ${sql(role)} ${sql.unsafe(withPassword)}`;
  const [rds] = await sql`select 1 from pg_roles where rolname = 'rds_iam'`;
  if (rds) await sql`grant rds_iam to ${sql(role)}`;
}

async function seeToDatabase(sql: Sql, database: string, role: string): Promise<void> {
  const [found] = await sql<
    { owner: string }[]
  >`select pg_get_userbyid(datdba) as owner from pg_database where datname = ${database}`;
  if (found && found.owner !== role) {
    throw new Error(`The database ${database} is there already, and is ${found.owner}'s.`);
  }
  // A master who is no superuser may give to a role, and act for it, only as a member that is allowed to.
  await sql`grant ${sql(role)} to current_user with set true, inherit false`;
  try {
    if (!found) await sql`create database ${sql(database)} owner ${sql(role)}`;
    await sql`set role ${sql(role)}`;
    await sql`revoke all on database ${sql(database)} from public`;
    await sql`reset role`;
  } finally {
    await sql`revoke ${sql(role)} from current_user`;
  }
}
