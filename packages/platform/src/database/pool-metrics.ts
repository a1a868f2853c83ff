import { platformMetrics } from "@shopeasy/contracts/metrics/platform-metrics";
import type { DurationRow } from "../metrics/durations";
import type { Metrics } from "../metrics/metrics";

/** Which of a service's databases a pool leads to. */
export type PoolName = "primary" | "replica";

const drivers: unique symbol = Symbol("the driver's own");

/** What we use of a postgres.js query: the driver calls `handler` to have it sent, and one of the others at its end. */
interface DriversQuery {
  handler: (query: unknown) => void;
  resolve: (result: unknown) => void;
  reject: (error: unknown) => void;
  /** Of the connection that it is sent on; null while it waits for one. */
  state: object | null;
  [drivers]?: Pick<DriversQuery, "handler" | "resolve" | "reject"> & {
    startedAt: number;
    isCounted: boolean;
  };
}

type Ending = "resolve" | "reject";

/** Measures one pool: how long statements take, and who holds and waits for its connections when somebody looks. */
export class PoolMeter {
  /** Statements outside of transactions that are not done yet. */
  readonly #running = new Set<DriversQuery>();
  #transactions = 0;
  #beginning = 0;
  // Made once, and called on the query: three closures for each statement cost as much as all the rest.
  readonly #handler: DriversQuery["handler"];
  readonly #resolve: DriversQuery["resolve"];
  readonly #reject: DriversQuery["reject"];

  constructor(
    readonly max: number,
    private readonly rows: { ok: DurationRow; failed: DurationRow; wait: DurationRow },
  ) {
    const running = this.#running;
    const ending = (by: Ending, row: DurationRow) =>
      function (this: DriversQuery, value: unknown): void {
        const own = this[drivers];
        if (!own) return;
        if (own.isCounted) running.delete(this);
        row.observe((performance.now() - own.startedAt) / 1_000);
        own[by](value);
      };
    this.#resolve = ending("resolve", rows.ok);
    this.#reject = ending("reject", rows.failed);
    this.#handler = function (this: DriversQuery, query: unknown): void {
      const own = this[drivers];
      if (!own) return;
      own.startedAt = performance.now();
      if (own.isCounted) running.add(this);
      own.handler(query);
    };
  }

  /** Of a query that was made; one that is a part of another is never sent, and so not counted. */
  watch(made: unknown, isInTransaction: boolean): void {
    const query = made as DriversQuery;
    const { handler, resolve, reject } = query;
    query[drivers] = { handler, resolve, reject, startedAt: 0, isCounted: !isInTransaction };
    query.handler = this.#handler;
    query.resolve = this.#resolve;
    query.reject = this.#reject;
  }

  /** A transaction asks for a connection: call `begun` when it has one, and `ended` in any case. */
  transaction(): { begun: () => void; ended: () => void } {
    const askedAt = performance.now();
    let holds = false;
    this.#beginning++;
    return {
      begun: () => {
        holds = true;
        this.#beginning--;
        this.#transactions++;
        this.rows.wait.observe((performance.now() - askedAt) / 1_000);
      },
      ended: () => {
        if (holds) this.#transactions--;
        else this.#beginning--;
      },
    };
  }

  get standing(): { busy: number; waiting: number } {
    const connections = new Set([...this.#running].map(({ state }) => state));
    const waiting = [...this.#running].filter(({ state }) => !state).length;
    connections.delete(null);
    return { busy: this.#transactions + connections.size, waiting: this.#beginning + waiting };
  }
}

/** One process has several pools, one after another of the same name, and a metric's name can be registered once. */
const made = new WeakMap<Metrics, ReturnType<typeof make>>();

/** The meter of a pool that is opened now; it takes the place of an earlier one of that name. */
export function meterPool(metrics: Metrics, pool: PoolName, max: number): PoolMeter {
  const { meters, durations, waits } = made.get(metrics) ?? make(metrics);
  const meter = new PoolMeter(max, {
    ok: durations.row({ pool, outcome: "ok" }),
    failed: durations.row({ pool, outcome: "failed" }),
    wait: waits.row({ pool }),
  });
  meters.set(pool, meter);
  return meter;
}

function make(metrics: Metrics) {
  const meters = new Map<PoolName, PoolMeter>();
  metrics.gauge(platformMetrics, "database_pool_connections", (connections) => {
    for (const [pool, { max, standing }] of meters) {
      const busy = Math.min(standing.busy, max);
      connections.set({ pool, state: "busy" }, busy);
      connections.set({ pool, state: "idle" }, max - busy);
      connections.set({ pool, state: "max" }, max);
    }
  });
  metrics.gauge(platformMetrics, "database_pool_waiting", (waiting) => {
    for (const [pool, { standing }] of meters) waiting.set({ pool }, standing.waiting);
  });
  const all = {
    meters,
    durations: metrics.durations(platformMetrics, "database_statement_duration_seconds"),
    waits: metrics.durations(platformMetrics, "database_pool_wait_seconds"),
  };
  made.set(metrics, all);
  return all;
}
