import { createMetrics } from "@shopeasy/platform/metrics/metrics";
import { eventually } from "@shopeasy/testing/eventually";
import { openTestDatabase, type TestDatabase } from "../database/test-database";
import { aDrill } from "./a-drill";

describe("statements that a drill makes slow", () => {
  const drill = aDrill();
  const metrics = createMetrics({ service: "cart" });
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase({ poolSize: 1, metrics });
  });
  afterEach(() => drill.set());
  afterAll(() => database.dispose());

  const ledger = () =>
    database.sql.unsafe("select count(*)::int as entries from ledger where account = $1", ["a"]);
  const asleep = async () => {
    const rows =
      await database.outside`select 1 from pg_stat_activity where wait_event = 'PgSleep' and datname = current_database()`;
    return rows.length;
  };
  const busy = async () =>
    Number(/^database_pool_connections\{.*state="busy".*} (\d+)$/m.exec(await metrics.render())?.[1]);

  test("sleep in PostgreSQL, hold a connection meanwhile, and then answer as ever", async () => {
    drill.set({ slowQuery: { matching: "from ledger", ms: 1_500 } });
    let isDone = false;

    const slow = ledger().then((rows) => {
      isDone = true;
      return rows;
    });
    const behind = database.sql.unsafe("select 1 as one").then((rows) => rows);

    await eventually(async () => expect(await asleep()).toBe(1));
    expect(isDone).toBe(false);
    expect(await busy()).toBe(1);
    expect(await slow).toEqual([{ entries: 0 }]);
    expect(await behind).toEqual([{ one: 1 }]);
  });

  test("in a transaction are slow on its own connection", async () => {
    drill.set({ slowQuery: { matching: "from ledger", ms: 100 } });
    const startedAt = performance.now();

    const backends = await database.sql.begin(async (tx) => {
      const pid = () => tx.unsafe("select pg_backend_pid() as pid, now()::text as began");
      const [before] = await pid();
      await tx.unsafe("select count(*) from ledger");
      const [after] = await pid();
      return [before, after];
    });

    expect(backends[0]).toEqual(backends[1]);
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(99);
  });

  test("fail as slow ones do where they take longer than a statement may", async () => {
    const hasty = await openTestDatabase({ statementTimeoutMs: 50 });
    drill.set({ slowQuery: { matching: "from ledger", ms: 5_000 } });

    const slow = hasty.sql.unsafe("select count(*) from ledger");

    await expect(slow).rejects.toMatchObject({ code: "57014" });
    await hasty.dispose();
  });

  test("are only those that have the drill's text in them", async () => {
    drill.set({ slowQuery: { matching: "from ledger", ms: 5_000 } });
    const startedAt = performance.now();

    await database.sql.unsafe("select 1");

    expect(performance.now() - startedAt).toBeLessThan(4_000);
  });
});
