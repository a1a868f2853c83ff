import { testGround } from "@shopeasy/testing/test-ground";
import { startXRayDaemon, type TraceDocument, type XRayDaemon } from "@shopeasy/testing/x-ray-daemon";
import { sql as text } from "drizzle-orm";
import { integer, pgTable, text as textColumn } from "drizzle-orm/pg-core";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import {
  beginTrace,
  captureSql,
  configureTracing,
  currentTraceId,
  openTrace,
  span,
} from "../../src/tracing/tracing";

const orders = pgTable("traced_orders", { id: integer().primaryKey(), email: textColumn().notNull() });

let daemon: XRayDaemon;
let bare: postgres.Sql;
let sql: postgres.Sql;

beforeAll(async () => {
  daemon = await startXRayDaemon();
  // One connection, so that its temporary table is seen by all queries.
  bare = postgres(testGround().postgresUrl, { max: 1, onnotice: () => {} });
  await bare`create temporary table traced_orders (id integer primary key, email text not null)`;
  sql = captureSql(bare, "orders-db");
});

afterAll(async () => {
  await bare.end();
  await daemon.close();
});

beforeEach(() => {
  daemon.datagrams.length = 0;
  configureTracing({ service: "orders", daemonAddress: daemon.address, sampleRate: 1, enabled: true });
});

/** The parts of the trace in which `work` ran. */
async function recorded(work: () => Promise<unknown>): Promise<TraceDocument[]> {
  const trace = beginTrace({});
  await trace.run(work).catch(() => undefined);
  trace.close();
  return (await daemon.segmentOf(trace.id)).subsegments ?? [];
}

const statements = (parts: readonly TraceDocument[]) => parts.map((part) => part.sql?.sanitized_query);

test("a template is recorded as its statement, without its values", async () => {
  const parts = await recorded(() => sql`select ${"ann@shop.test"}::text as email, 'bob@shop.test' as other`);

  expect(parts).toMatchObject([
    {
      name: "orders-db",
      namespace: "remote",
      sql: { sanitized_query: "select $1::text as email, ? as other", database_type: "postgresql" },
    },
  ]);
  expect(parts[0]?.end_time).toBeGreaterThan(parts[0]?.start_time ?? 0);
  expect(daemon.datagrams.join()).not.toContain("shop.test");
});

test("a fragment within a template belongs to its statement and is no query of its own", async () => {
  const parts = await recorded(() => sql`select * from ${sql("traced_orders")} ${sql`where id = ${1}`}`);

  expect(statements(parts)).toEqual(['select * from "traced_orders" where id = $1']);
});

test("what drizzle runs is recorded, in transactions and savepoints too", async () => {
  const db = drizzle(sql);

  const parts = await recorded(() =>
    db.transaction(async (tx) => {
      await tx.insert(orders).values({ id: 1, email: "ann@shop.test" });
      await tx.transaction((inner) => inner.update(orders).set({ email: "bob@shop.test" }));
      await tx.select().from(orders);
    }),
  );

  const [transaction] = parts;
  expect(transaction).toMatchObject({ name: "transaction" });
  expect(statements(transaction?.subsegments ?? [])).toEqual([
    'insert into "traced_orders" ("id", "email") values ($1, $2)',
    undefined,
    'select "id", "email" from "traced_orders"',
  ]);
  const [, savepoint] = transaction?.subsegments ?? [];
  expect(savepoint).toMatchObject({ name: "savepoint" });
  expect(statements(savepoint?.subsegments ?? [])).toEqual(['update "traced_orders" set "email" = $1']);
  expect(daemon.datagrams.join()).not.toContain("shop.test");
});

test("drizzle gets the rows that it would get without", async () => {
  const db = drizzle(sql);
  await bare`delete from traced_orders`;

  const rows = await openTrace({}, async () => {
    await db.insert(orders).values({ id: 7, email: "c" });
    return {
      mapped: await db.select().from(orders),
      raw: await db.execute(text`select id from traced_orders`),
    };
  });

  expect(rows.mapped).toEqual([{ id: 7, email: "c" }]);
  expect([...rows.raw]).toEqual([{ id: 7 }]);
});

test("a refused row is the statement's error, told by its state and never by its values", async () => {
  const parts = await recorded(async () => {
    await sql`insert into traced_orders values (100, 'x')`;
    await sql`insert into traced_orders values (100, ${"ann@shop.test"})`;
  });

  expect(parts[1]).toMatchObject({ error: true });
  expect(parts[1]?.fault).toBeUndefined();
  expect(daemon.datagrams.join()).not.toContain("ann@shop.test");
});

test("a broken statement is a fault", async () => {
  const parts = await recorded(() => sql`select * from nowhere where email = ${"ann@shop.test"}`);

  expect(parts[0]).toMatchObject({
    fault: true,
    cause: { exceptions: [{ type: "PostgresError", message: "42P01" }] },
  });
});

test("a transaction that fails is rolled back and recorded as failed", async () => {
  const failure = new Error("changed my mind");

  const parts = await recorded(() =>
    sql.begin(async (tx) => {
      await tx`insert into traced_orders values (200, 'x')`;
      throw failure;
    }),
  );

  const rows = await bare`select 1 from traced_orders where id = 200`;
  expect(parts).toMatchObject([{ name: "transaction", fault: true }]);
  expect(rows).toHaveLength(0);
});

test("a cursor is recorded from its first row to its last, also when it is left early", async () => {
  const read: number[] = [];

  const parts = await recorded(async () => {
    for await (const rows of sql`select generate_series(1, 5) as n`.cursor(2)) {
      read.push(...rows.map(({ n }) => n));
    }
    for await (const rows of sql`select generate_series(1, 500) as n`.cursor(2)) {
      read.push(rows.length);
      break;
    }
  });

  expect(read).toEqual([1, 2, 3, 4, 5, 2]);
  expect(parts.map(({ end_time }) => typeof end_time)).toEqual(["number", "number"]);
  expect(statements(parts)).toEqual([
    "select generate_series(?, ?) as n",
    "select generate_series(?, ?) as n",
  ]);
});

test("values, forEach, reserve and queries that run at once are recorded once each", async () => {
  const noteRow = jest.fn();

  const parts = await recorded(async () => {
    await Promise.all([sql.unsafe("select 1").values(), sql`select 2`.forEach(noteRow)]);
    const reserved = await sql.reserve();
    await reserved`select 3`.execute();
    reserved.release();
  });

  expect(parts).toHaveLength(3);
  expect(noteRow).toHaveBeenCalledTimes(1);
});

test.each(["Sampled=1", "Sampled=0"])(
  "the trace is still there after every kind of query: %s",
  async (header) => {
    const seen = await openTrace({ header }, async ({ id }) => {
      const ids: boolean[] = [];
      const note = () => void ids.push(currentTraceId() === id);
      await sql`select 1`;
      note();
      await sql.unsafe("select 1");
      note();
      await sql.begin(async (tx) => {
        note();
        await tx`select 1`;
        note();
      });
      note();
      await sql`select generate_series(1, 3)`.cursor(1, note);
      await sql`select generate_series(1, 3)`.forEach(note);
      note();
      return ids;
    });

    expect(seen.every(Boolean)).toBe(true);
    expect(seen.length).toBeGreaterThanOrEqual(12);
  },
);

test("several statements in one text are one part, and those of a transaction that are sent at once one each", async () => {
  const parts = await recorded(async () => {
    await sql.unsafe("select 'ann@shop.test'; select 2").simple();
    await sql.begin((tx) => [tx`select 3`, tx`select 4`, tx.unsafe("select 5")]);
  });

  const [, transaction] = parts;
  expect(statements(parts.slice(0, 1))).toEqual(["select ?; select ?"]);
  expect(statements(transaction?.subsegments ?? [])).toEqual(["select ?", "select ?", "select ?"]);
  expect(daemon.datagrams.join()).not.toContain("shop.test");
});

test("a query that is returned, and awaited outside of what made it, is recorded there", async () => {
  const parts = await recorded(async () => {
    const { lazy } = await span("stock", async () => ({ lazy: sql`select 1` }));
    const made = sql`select 2`;
    await Promise.all([lazy, made]);
  });

  expect(parts.map(({ name }) => name)).toEqual(["stock", "orders-db", "orders-db"]);
});

test("a request that isn't sampled gets the driver's own queries", async () => {
  const query = await openTrace({ header: "Sampled=0" }, async () => {
    const own = sql.unsafe("select 1 as one");
    return { isOwn: !Object.hasOwn(own, "handle"), rows: await own };
  });

  expect(query.isOwn).toBe(true);
  expect([...query.rows]).toEqual([{ one: 1 }]);
});
