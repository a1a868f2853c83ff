import type { Sql } from "postgres";

/** Statements that the services have sent to PostgreSQL. */
export interface Statements {
  /** All but what opens and closes transactions. */
  queries: number;
  /** Transactions of several statements: each has a BEGIN and a COMMIT beside them. PostgreSQL counts not all COMMITs. */
  transactions: number;
  /** How long PostgreSQL itself took over the queries, without what comes and goes between programs. */
  databaseMs: number;
}

const opening = String.raw`^(begin|start transaction)\M`;
const boundary = String.raw`^(begin|start transaction|commit|rollback|savepoint|release|end)\M`;

/** Begins to count, from nothing, what is sent to any database of the server. */
export async function countFromHere(sql: Sql): Promise<void> {
  await sql`create extension if not exists pg_stat_statements`;
  await sql`select pg_stat_statements_reset()`;
}

/** What was counted so far; what the superuser sent, as this program does, is nobody's. */
export async function countedStatements(sql: Sql): Promise<Statements> {
  const [counted] = await sql<{ queries: string; transactions: string; database_ms: number }[]>`
    select coalesce(sum(calls) filter (where not query ~* ${boundary}), 0) as queries,
      coalesce(sum(calls) filter (where query ~* ${opening}), 0) as transactions,
      coalesce(sum(total_exec_time), 0)::float8 as database_ms
    from pg_stat_statements
    where userid <> (select oid from pg_roles where rolname = current_user)`;
  return {
    queries: Number(counted?.queries ?? 0),
    transactions: Number(counted?.transactions ?? 0),
    databaseMs: counted?.database_ms ?? 0,
  };
}
