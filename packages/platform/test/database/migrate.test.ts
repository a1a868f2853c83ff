import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type MigrationOptions, migrate } from "@shopeasy/platform/database/migrate";
import { uniqueName } from "@shopeasy/testing/cloud";
import { eventually } from "@shopeasy/testing/eventually";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as migrateByDrizzle } from "drizzle-orm/postgres-js/migrator";
import postgres, { type Sql } from "postgres";
import { migrationsFolder, openTestDatabase, type TestDatabase } from "./test-database";

describe("migrating", () => {
  let database: TestDatabase;
  const opened: Sql[] = [];
  const folders: string[] = [];
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterEach(async () => {
    for (const sql of opened.splice(0)) await sql.end({ timeout: 1 });
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
  });
  afterAll(() => database.dispose());

  async function emptyDatabase(): Promise<string> {
    const name = uniqueName("empty");
    await database.outside`create database ${database.outside(name)} template template0`;
    const url = new URL(database.url);
    url.pathname = `/${name}`;
    return url.href;
  }

  function connect(url: string): Sql {
    const sql = postgres(url, { max: 1, onnotice: () => {}, onclose: () => {} });
    opened.push(sql);
    return sql;
  }

  /** A folder of migrations, in this order. */
  function migrationsOf(texts: Record<string, string>, into = mkdtempSync(join(tmpdir(), "migrations-"))) {
    folders.push(into);
    const tags = Object.keys(texts);
    const entries = tags.map((tag) => ({ tag, when: Number(tag.slice(0, 4)) + 1_000, breakpoints: true }));
    mkdirSync(join(into, "meta"), { recursive: true });
    writeFileSync(join(into, "meta/_journal.json"), JSON.stringify({ entries }));
    for (const [tag, text] of Object.entries(texts)) writeFileSync(join(into, `${tag}.sql`), text);
    return into;
  }

  const books = { "0000_books": "create table books (title text); insert into books values ('Persuasion');" };
  const withYear = { ...books, "0001_year": "alter table books add column year int;" };
  const withIndex = {
    ...books,
    "0001_index": "-- no transaction\ncreate index concurrently if not exists books_title on books (title);",
  };

  const tablesOf = async (url: string): Promise<string[]> => {
    const rows = await connect(
      url,
    )`select tablename from pg_tables where schemaname = 'public' order by tablename`;
    return rows.map((row) => row.tablename);
  };

  const indexesOf = (url: string) => connect(url)`
    select relname as name, indisvalid as valid from pg_index join pg_class on pg_class.oid = indexrelid
    where relname like 'books%'`;

  it("is done once when four tasks start at once", async () => {
    const url = await emptyDatabase();

    await Promise.all(Array.from({ length: 4 }, () => migrate({ url, folder: migrationsFolder })));

    expect(await tablesOf(url)).toEqual(["idempotency_keys", "inbox", "ledger", "outbox"]);
  });

  it("does nothing the second time", async () => {
    const url = await emptyDatabase();
    await migrate({ url, folder: migrationsFolder });

    await expect(migrate({ url, folder: migrationsFolder })).resolves.toBeUndefined();
  });

  it("does nothing where drizzle's own migrator was before", async () => {
    const url = await emptyDatabase();
    await migrateByDrizzle(drizzle(connect(url)), { migrationsFolder });

    await expect(migrate({ url, folder: migrationsFolder })).resolves.toBeUndefined();
  });

  it("does not wait for ever for another who migrates", async () => {
    const url = await emptyDatabase();
    await connect(url)`select pg_advisory_lock(7230412)`;

    const impatient = migrate({ url, folder: migrationsFolder, patienceSeconds: 0.1 });

    await expect(impatient).rejects.toThrow("Another task has been migrating this database for 0.1 s.");
  });

  it("keeps what was applied before a migration that fails, nothing of that one, and names it", async () => {
    const url = await emptyDatabase();
    const folder = migrationsOf({ ...books, "0001_two": "create table two (id int);\nselect nothing;" });

    await expect(migrate({ url, folder })).rejects.toThrow('0001_two: column "nothing" does not exist');

    expect(await tablesOf(url)).toEqual(["books"]);
    await migrate({ url, folder: migrationsOf({ ...books, "0001_two": "create table two (id int);" }) });
    expect(await tablesOf(url)).toEqual(["books", "two"]);
  });

  it("refuses a migration that was changed after it was applied", async () => {
    const url = await emptyDatabase();
    await migrate({ url, folder: migrationsOf(books) });

    const changed = migrate({ url, folder: migrationsOf({ "0000_books": "create table books (id int);" }) });

    await expect(changed).rejects.toThrow("0000_books was changed after it was applied");
  });

  it("applies one that came in with another branch, before others that are applied", async () => {
    const url = await emptyDatabase();
    await migrate({
      url,
      folder: migrationsOf({ ...books, "0002_later": "create table later (id int);" }),
    });

    await migrate({
      url,
      folder: migrationsOf({ ...withYear, "0002_later": "create table later (id int);" }),
    });

    await expect(connect(url)`select year from books`).resolves.toHaveLength(1);
  });

  it("leaves a database alone that a newer version migrated", async () => {
    const url = await emptyDatabase();
    await migrate({ url, folder: migrationsOf(withYear) });

    await expect(migrate({ url, folder: migrationsOf(books) })).resolves.toBeUndefined();
  });

  describe("while customers are served", () => {
    /** A transaction that has read the books and goes on: in the way of every change of the table. */
    async function longReader(url: string): Promise<Sql> {
      const reader = connect(url);
      await reader.unsafe("begin; select * from books");
      return reader;
    }

    it("lets them pass while it waits for a lock, and gets it when it is free", async () => {
      const url = await emptyDatabase();
      await migrate({ url, folder: migrationsOf(books) });
      const reader = await longReader(url);
      const told: string[] = [];

      const options: MigrationOptions = { url, folder: migrationsOf(withYear), lockSeconds: 0.1 };
      const migrating = migrate({ ...options, tell: (sentence) => told.push(sentence) });
      await eventually(() => expect(told).not.toHaveLength(0));

      // Whoever queues behind a migration that waits for the reader would wait for the reader, too.
      expect(await connect(url)`select title from books`).toHaveLength(1);
      expect(told[0]).toMatch(/^0001_year waits for a lock.* The longest transaction is that of process \d+/);
      await reader`commit`;
      await migrating;
      expect(await connect(url)`select year from books`).toHaveLength(1);
    });

    it("gives up when its patience ends, and has changed nothing", async () => {
      const url = await emptyDatabase();
      await migrate({ url, folder: migrationsOf(books) });
      const reader = await longReader(url);

      const options = { url, folder: migrationsOf(withYear), lockSeconds: 0.1, patienceSeconds: 0.3 };
      await expect(migrate(options)).rejects.toMatchObject({
        code: "55P03",
        message: "0001_year: canceling statement due to lock timeout",
      });

      await reader`commit`;
      await expect(connect(url)`select year from books`).rejects.toMatchObject({ code: "42703" });
    });

    it("does not go on with a connection made anew: its turn was lost with the old one", async () => {
      const url = await emptyDatabase();
      await migrate({ url, folder: migrationsOf(books) });
      const reader = await longReader(url);
      const outside = connect(url);
      await outside`select 1`;
      const ended: Promise<unknown>[] = [];
      const endIt = () =>
        outside`
          select pg_terminate_backend(pid) from pg_stat_activity
          where application_name = 'migrate' and datname = current_database()`.then(() => reader`commit`);

      const options = { url, folder: migrationsOf(withYear), lockSeconds: 1 };
      const migrating = migrate({ ...options, tell: () => ended.push(endIt()) });

      await expect(migrating).rejects.toThrow("0001_year: the connection was lost, and with it the turn");
      await Promise.all(ended);
      await expect(connect(url)`select year from books`).rejects.toMatchObject({ code: "42703" });
    });

    it("ends a statement that takes too long with its locks held", async () => {
      const url = await emptyDatabase();
      const folder = migrationsOf({ ...books, "0001_slow": "lock table books;\nselect pg_sleep(20);" });

      const slow = migrate({ url, folder, statementSeconds: 0.2 });

      await expect(slow).rejects.toThrow("0001_slow: canceling statement due to statement timeout");
      expect(await connect(url)`select title from books`).toHaveLength(1);
    });
  });

  describe("outside of a transaction", () => {
    /** A transaction that has written, and goes on: for its end an index is waited for. */
    async function writer(url: string): Promise<Sql> {
      const sql = connect(url);
      await sql.unsafe("begin; insert into books values ('Emma')");
      return sql;
    }

    /** The process that builds an index and waits. */
    const builderOf = async (url: string, sql = connect(url)): Promise<number> =>
      eventually(async () => {
        const [row] = await sql<{ pid: number }[]>`
          select pid from pg_stat_activity
          where datname = current_database() and query like '%create index%' and wait_event_type = 'Lock'`;
        if (!row) throw new Error("Nobody builds an index.");
        return row.pid;
      });

    it("builds an index beside writers, once, when four tasks start at once", async () => {
      const url = await emptyDatabase();
      await migrate({ url, folder: migrationsOf(books) });
      const writing = await writer(url);
      const folder = migrationsOf(withIndex);

      const migrating = Promise.all(Array.from({ length: 4 }, () => migrate({ url, folder })));
      await builderOf(url);
      await connect(url)`insert into books values ('Sanditon')`;
      await writing`commit`;
      await migrating;

      expect(await indexesOf(url)).toEqual([{ name: "books_title", valid: true }]);
    });

    it("builds it anew when it broke off half-way", async () => {
      const url = await emptyDatabase();
      await migrate({ url, folder: migrationsOf(books) });
      const writing = await writer(url);
      const folder = migrationsOf(withIndex);
      const broken = expect(migrate({ url, folder })).rejects.toThrow("0001_index: ");
      await connect(url)`select pg_terminate_backend(${await builderOf(url)})`;
      await broken;
      await writing`commit`;
      expect(await indexesOf(url)).toEqual([{ name: "books_title", valid: false }]);

      await migrate({ url, folder });

      expect(await indexesOf(url)).toEqual([{ name: "books_title", valid: true }]);
    });
  });
});
