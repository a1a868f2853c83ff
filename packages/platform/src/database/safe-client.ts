import type postgres from "postgres";
import { brokenDependency } from "../drills/broken-dependency";
import { breakQuery, slowQuery } from "./beset-query";
import { isConnectionLoss, translateDatabaseError } from "./errors";
import type { PoolMeter } from "./pool-metrics";
import { TransactionLife } from "./transaction-life";

/** Longer texts are bulk inserts of ever other lengths: preparing each would fill the server's memory. */
const LONGEST_PREPARED = 4000;
const MOST_PREPARED = 1000;

/** Begins a statement that is one of so many alike that none is worth being prepared. */
export const unprepared = "/* unprepared */ ";

interface Wrapping {
  shouldPrepare: (text: string) => boolean;
  meter: PoolMeter | undefined;
}
type Run = (client: object) => unknown;
type Open = (...args: unknown[]) => Promise<unknown>;

/**
 * The client with two things mended for those who stand on it, as drizzle does:
 * - Statements are prepared. drizzle asks for none to be, and postgres.js then needs two round trips for each.
 * - A transaction whose connection is lost fails with `Unavailable`. By itself postgres.js writes the rollback to the
 *   closed socket, which throws outside of every promise and ends the process; and a later query of that transaction
 *   could run on the connection's successor, committing by itself.
 */
export function safeClient(sql: postgres.Sql, meter?: PoolMeter): postgres.Sql {
  return wrap(sql, { shouldPrepare: preparing(), meter }) as postgres.Sql;
}

function wrap(client: object, wrapping: Wrapping, life?: TransactionLife): object {
  const { shouldPrepare, meter } = wrapping;
  const unsafe = (text: string, values: unknown[] = [], options: postgres.UnsafeQueryOptions = {}) => {
    life?.refuseWhenOver();
    const prepare = options.prepare || (values.length > 0 && shouldPrepare(text));
    const query = (client as postgres.Sql).unsafe(text, values as never[], { ...options, prepare });
    const inTransaction = life !== undefined;
    // A transaction has its connection: it is broken where it asks for one.
    if (!inTransaction) breakQuery(query);
    life?.watch(query);
    meter?.watch(query, inTransaction);
    slowQuery(query, text, { client: client as postgres.Sql, meter, inTransaction });
    return query;
  };

  return new Proxy(client, {
    apply(target, self, values) {
      life?.refuseWhenOver();
      const query = Reflect.apply(target as Open, self, values);
      life?.watch(query);
      return query;
    },
    get(target, name) {
      if (name === "unsafe") return unsafe;
      const member = Reflect.get(target, name);
      if (name === "begin") return begin(member, wrapping);
      if (name === "savepoint" && life) return savepoint(member, wrapping, life);
      return member;
    },
  });
}

function begin(open: Open, wrapping: Wrapping): Open {
  return async (...args) => {
    const life = new TransactionLife();
    const metered = wrapping.meter?.transaction();
    try {
      await brokenDependency("postgres");
      return await inScope(open, args, wrapping, life, metered?.begun);
    } catch (error) {
      life.end(error);
      throw translateDatabaseError(error);
    } finally {
      metered?.ended();
      life.end(new Error("The transaction is over: its client can't be used any more."));
    }
  };
}

function savepoint(open: Open, wrapping: Wrapping, life: TransactionLife): Open {
  return async (...args) => {
    life.refuseWhenOver();
    return inScope(open, args, wrapping, life);
  };
}

/** Once the connection is lost postgres.js hears nothing more of the scope, so that it neither commits nor rolls back. */
function inScope(
  open: Open,
  args: unknown[],
  wrapping: Wrapping,
  life: TransactionLife,
  begun?: () => void,
): Promise<unknown> {
  const run = args.at(-1) as Run;
  const guarded = async (client: object) => {
    begun?.();
    try {
      return await run(wrap(client, wrapping, life));
    } catch (error) {
      if (isConnectionLoss(error)) life.end(error);
      throw error;
    } finally {
      if (life.isOver) await new Promise(() => {});
    }
  };
  return Promise.race([open(...args.slice(0, -1), guarded), life.ended]);
}

function preparing(): Wrapping["shouldPrepare"] {
  const known = new Set<string>();
  return (text) => {
    if (known.has(text)) return true;
    if (text.length > LONGEST_PREPARED || known.size >= MOST_PREPARED) return false;
    if (text.startsWith(unprepared)) return false;
    known.add(text);
    return true;
  };
}
