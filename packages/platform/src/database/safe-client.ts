import type postgres from "postgres";
import { isConnectionLoss, translateDatabaseError } from "./errors";
import { TransactionLife } from "./transaction-life";

/** Longer texts are bulk inserts of ever other lengths: preparing each would fill the server's memory. */
const LONGEST_PREPARED = 4000;
const MOST_PREPARED = 1000;

/** Begins a statement that is one of so many alike that none is worth being prepared. */
export const unprepared = "/* unprepared */ ";

type ShouldPrepare = (text: string) => boolean;
type Run = (client: object) => unknown;
type Open = (...args: unknown[]) => Promise<unknown>;

/**
 * The client with two things mended for those who stand on it, as drizzle does:
 * - Statements are prepared. drizzle asks for none to be, and postgres.js then needs two round trips for each.
 * - A transaction whose connection is lost fails with `Unavailable`. By itself postgres.js writes the rollback to the
 *   closed socket, which throws outside of every promise and ends the process; and a later query of that transaction
 *   could run on the connection's successor, committing by itself.
 */
export function safeClient(sql: postgres.Sql): postgres.Sql {
  return wrap(sql, preparing()) as postgres.Sql;
}

function wrap(client: object, shouldPrepare: ShouldPrepare, life?: TransactionLife): object {
  const unsafe = (text: string, values: unknown[] = [], options: postgres.UnsafeQueryOptions = {}) => {
    life?.refuseWhenOver();
    const prepare = options.prepare || (values.length > 0 && shouldPrepare(text));
    const query = (client as postgres.Sql).unsafe(text, values as never[], { ...options, prepare });
    life?.watch(query);
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
      if (name === "begin") return begin(member, shouldPrepare);
      if (name === "savepoint" && life) return savepoint(member, shouldPrepare, life);
      return member;
    },
  });
}

function begin(open: Open, shouldPrepare: ShouldPrepare): Open {
  return async (...args) => {
    const life = new TransactionLife();
    try {
      return await inScope(open, args, shouldPrepare, life);
    } catch (error) {
      life.end(error);
      throw translateDatabaseError(error);
    } finally {
      life.end(new Error("The transaction is over: its client can't be used any more."));
    }
  };
}

function savepoint(open: Open, shouldPrepare: ShouldPrepare, life: TransactionLife): Open {
  return async (...args) => {
    life.refuseWhenOver();
    return inScope(open, args, shouldPrepare, life);
  };
}

/** Once the connection is lost postgres.js hears nothing more of the scope, so that it neither commits nor rolls back. */
function inScope(
  open: Open,
  args: unknown[],
  shouldPrepare: ShouldPrepare,
  life: TransactionLife,
): Promise<unknown> {
  const run = args.at(-1) as Run;
  const guarded = async (client: object) => {
    try {
      return await run(wrap(client, shouldPrepare, life));
    } catch (error) {
      if (isConnectionLoss(error)) life.end(error);
      throw error;
    } finally {
      if (life.isOver) await new Promise(() => {});
    }
  };
  return Promise.race([open(...args.slice(0, -1), guarded), life.ended]);
}

function preparing(): ShouldPrepare {
  const known = new Set<string>();
  return (text) => {
    if (known.has(text)) return true;
    if (text.length > LONGEST_PREPARED || known.size >= MOST_PREPARED) return false;
    if (text.startsWith(unprepared)) return false;
    known.add(text);
    return true;
  };
}
