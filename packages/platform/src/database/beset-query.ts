import type postgres from "postgres";
import { brokenDependency } from "../drills/broken-dependency";
import { drill } from "../drills/drill";
import type { PoolMeter } from "./pool-metrics";

/** Of a postgres.js query: the driver calls `handler` to have it sent. */
interface DriversQuery {
  handler: (query: unknown) => void;
  reject: (error: unknown) => void;
}

/** Where a query is made. */
interface Place {
  client: postgres.Sql;
  meter: PoolMeter | undefined;
  inTransaction: boolean;
}

/** In a drill that breaks the database: has the query fail as one whose connection can't be made. */
export function breakQuery(made: unknown): void {
  if (drill()?.dependency?.name !== "postgres") return;
  const query = made as DriversQuery;
  before(query, () => brokenDependency("postgres"));
}

/**
 * In a drill with slow statements: has PostgreSQL sleep first, on `client`'s connection where that is a transaction's,
 * else on one of the pool's. To the pool, to traces and to the server that is a statement that takes long.
 */
export function slowQuery(made: unknown, text: string, { client, meter, inTransaction }: Place): void {
  const slow = drill()?.slowQuery;
  if (!slow || !text.includes(slow.matching) || Math.random() >= slow.share) return;
  before(made as DriversQuery, () => {
    const sleep = client.unsafe("select pg_sleep($1::float8 / 1000)", [slow.ms], { prepare: true });
    meter?.watch(sleep, inTransaction);
    return sleep;
  });
}

function before(query: DriversQuery, befalls: () => PromiseLike<unknown> | undefined): void {
  const { handler } = query;
  query.handler = (sent) => {
    const befalling = befalls();
    if (!befalling) {
      handler.call(query, sent);
      return;
    }
    befalling.then(
      () => handler.call(query, sent),
      (error: unknown) => query.reject(error),
    );
  };
}
