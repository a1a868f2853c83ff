import type { ExtractTablesWithRelations } from "drizzle-orm";
import type { PgTransaction } from "drizzle-orm/pg-core";
import { drizzle, type PostgresJsDatabase, type PostgresJsQueryResultHKT } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import type { Logger } from "../logging/logger";
import type { Metrics } from "../metrics/metrics";
import { captureSql } from "../tracing/tracing";
import { accessOptions, type DatabaseAccess } from "./access";
import { translateDatabaseError } from "./errors";
import { meterPool, type PoolName } from "./pool-metrics";
import { throwPlainErrors } from "./query-errors";
import { safeClient } from "./safe-client";
import { leaveParametersUntyped } from "./untyped-parameters";

type Operations =
  | "select"
  | "selectDistinct"
  | "selectDistinctOn"
  | "insert"
  | "update"
  | "delete"
  | "execute"
  | "with"
  | "$with"
  | "$count";

type NoSchema = Record<string, never>;
type AnyTransaction = PgTransaction<PostgresJsQueryResultHKT, NoSchema, ExtractTablesWithRelations<NoSchema>>;

/** What a query runs on: a client or a transaction. It can't open a transaction: that is the use case's to do. */
export type Db = Pick<PostgresJsDatabase, Operations>;

/** A transaction: asked for by what must commit together with its caller's writes. */
export type Tx = Pick<AnyTransaction, Operations | "rollback">;

export interface DatabaseOptions<Schema extends Record<string, unknown>> extends DatabaseAccess {
  /** The service's tables, as drizzle wants them. */
  schema: Schema;
  poolSize: number;
  /** Names the database in traces, and this process in `pg_stat_activity`. */
  name: string;
  /** After which the server gives a statement up, in milliseconds; 10,000 unless given. */
  statementTimeoutMs?: number;
  logger?: (Pick<Logger, "debug"> & Partial<Pick<Logger, "warn">>) | undefined;
  /** Where statements and connections are told of, as those of this pool; `primary` unless given. */
  metrics?: Metrics | undefined;
  pool?: PoolName;
}

export interface Database<Schema extends Record<string, unknown> = Record<string, unknown>> {
  readonly db: PostgresJsDatabase<Schema>;
  /** For what drizzle has no words for. Times come as text, and JSON must be given as text: drizzle sees to its own. */
  readonly sql: postgres.Sql;
  /** Resolves when the database answers; throws `Unavailable` when it does not. */
  ping(): Promise<void>;
  /**
   * Calls `onNotify` at each notification on `channel`, on a connection of its own that is made again when it is lost;
   * `onListening` then is called again too, since what came in between is not told.
   */
  listen(
    channel: string,
    onNotify: () => void,
    onListening?: () => void,
  ): Promise<{ unlisten(): Promise<void> }>;
  /** Takes no more queries, and ends the connections when those that run are done, or after 5 seconds if not told else. */
  close(patienceSeconds?: number): Promise<void>;
}

/** Opens a pool. Connections are made when they are first needed, so this never waits and never fails. */
export function openDatabase<Schema extends Record<string, unknown>>(
  options: DatabaseOptions<Schema>,
): Database<Schema> {
  throwPlainErrors();
  leaveParametersUntyped();
  const client = connect(options);
  const { metrics, pool = "primary", poolSize } = options;
  const meter = metrics && meterPool(metrics, pool, poolSize);
  const sql = captureSql(safeClient(client, meter), options.name);
  return {
    db: drizzle(sql, { schema: options.schema }),
    sql,
    async ping() {
      await sql.unsafe("select 1").catch((error) => {
        throw translateDatabaseError(error);
      });
    },
    async listen(channel, onNotify, onListening) {
      const { unlisten } = await client.listen(channel, onNotify, onListening);
      return { unlisten };
    },
    close: (patienceSeconds = 5) => client.end({ timeout: patienceSeconds }),
  };
}

function connect<Schema extends Record<string, unknown>>(options: DatabaseOptions<Schema>): postgres.Sql {
  return postgres(options.url, {
    max: options.poolSize,
    connect_timeout: 3,
    idle_timeout: 60,
    // By default waiters are put off for up to 20 s after an outage; a second is as kind to the server.
    backoff: (failures: number) => Math.min(0.05 * 2 ** failures, 1) * (0.5 + Math.random() / 2),
    ...accessOptions(options, options.logger),
    onnotice: (notice) => options.logger?.debug("database.noticed", { notice: notice.message }),
    connection: {
      application_name: options.name,
      statement_timeout: options.statementTimeoutMs ?? 10_000,
      idle_in_transaction_session_timeout: 60_000,
    },
  });
}
