import type { Tx } from "@shopeasy/platform/database/connect";
import { Unavailable } from "@shopeasy/platform/errors";
import { newId } from "@shopeasy/platform/ids";
import { eventually } from "@shopeasy/testing/eventually";
import { eq, sql } from "drizzle-orm";
import { ledger } from "./tables";
import { openTestDatabase, type TestDatabase } from "./test-database";

describe("a transaction whose connection is lost", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase({ poolSize: 1 });
  });
  afterAll(() => database.dispose());

  const anEntry = () => ({ id: newId(), account: newId(), amount: 1 });
  const stored = (id: string) => database.outside`select 1 from ledger where id = ${id}`;

  async function backendOf(tx: Tx): Promise<number> {
    const [row] = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
    return row!.pid;
  }

  async function kill(pid: number): Promise<void> {
    await database.outside`select pg_terminate_backend(${pid})`;
    await eventually(async () => {
      expect(await database.outside`select 1 from pg_stat_activity where pid = ${pid}`).toHaveLength(0);
    });
  }

  it("fails as unavailable while a query runs, and the next one works", async () => {
    const entry = anEntry();

    const lost = database.db.transaction(async (tx) => {
      await tx.insert(ledger).values(entry);
      const pid = await backendOf(tx);
      await Promise.all([tx.execute(sql`select pg_sleep(5)`), kill(pid)]);
    });

    await expect(lost).rejects.toBeInstanceOf(Unavailable);
    expect(await stored(entry.id)).toHaveLength(0);
    await eventually(() => database.ping());
  });

  it("fails as unavailable between two queries", async () => {
    const entry = anEntry();

    const lost = database.db.transaction(async (tx) => {
      await tx.insert(ledger).values(entry);
      await kill(await backendOf(tx));
      await tx.insert(ledger).values(anEntry());
    });

    await expect(lost).rejects.toBeInstanceOf(Unavailable);
    expect(await stored(entry.id)).toHaveLength(0);
    await eventually(() => database.ping());
  });

  it("fails as unavailable when it was about to commit", async () => {
    const entry = anEntry();

    const lost = database.db.transaction(async (tx) => {
      await tx.insert(ledger).values(entry);
      await kill(await backendOf(tx));
    });

    await expect(lost).rejects.toBeInstanceOf(Unavailable);
    expect(await stored(entry.id)).toHaveLength(0);
    await eventually(() => database.ping());
  });

  it("fails as unavailable within a savepoint", async () => {
    const lost = database.db.transaction(async (tx) => {
      await tx.transaction(async (inner) => {
        await inner.insert(ledger).values(anEntry());
        await kill(await backendOf(inner));
        await inner.insert(ledger).values(anEntry());
      });
    });

    await expect(lost).rejects.toBeInstanceOf(Unavailable);
    await eventually(() => database.ping());
  });

  it("writes nothing through the connection that takes the lost one's place", async () => {
    const late = anEntry();
    let finish = () => {};
    const reconnected = new Promise<void>((resolve) => {
      finish = resolve;
    });
    let written = (_outcome: Promise<unknown>) => {};
    const lateWrite = new Promise((resolve) => {
      written = resolve;
    });

    const lost = database.db.transaction(async (tx) => {
      await kill(await backendOf(tx));
      await reconnected;
      const write = tx.insert(ledger).values(late).execute();
      written(write);
      await write;
    });
    await expect(lost).rejects.toBeInstanceOf(Unavailable);
    await database.ping();
    finish();

    await expect(lateWrite).rejects.toBeInstanceOf(Unavailable);
    await database.ping();
    expect(await stored(late.id)).toHaveLength(0);
  });

  it("is rolled back to its savepoint, and goes on, when only a statement fails", async () => {
    const [outer, inner] = [anEntry(), anEntry()];

    await database.db.transaction(async (tx) => {
      await tx.insert(ledger).values(outer);
      await tx
        .transaction(async (nested) => {
          await nested.insert(ledger).values(inner);
          await nested.insert(ledger).values({ ...inner, id: newId() });
        })
        .catch(() => {});
    });

    expect(await database.db.select().from(ledger).where(eq(ledger.id, outer.id))).toHaveLength(1);
    expect(await stored(inner.id)).toHaveLength(0);
  });
});
