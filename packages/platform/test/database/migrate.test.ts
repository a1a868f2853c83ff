import { migrate } from "@shopeasy/platform/database/migrate";
import { uniqueName } from "@shopeasy/testing/cloud";
import postgres from "postgres";
import { migrationsFolder, openTestDatabase, type TestDatabase } from "./test-database";

describe("migrating", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database.dispose());

  async function emptyDatabase(): Promise<string> {
    const name = uniqueName("empty");
    await database.outside`create database ${database.outside(name)} template template0`;
    const url = new URL(database.url);
    url.pathname = `/${name}`;
    return url.href;
  }

  async function tablesOf(url: string): Promise<string[]> {
    const sql = postgres(url, { max: 1 });
    const rows = await sql`select tablename from pg_tables where schemaname = 'public' order by tablename`;
    await sql.end();
    return rows.map((row) => row.tablename);
  }

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

  it("does not wait for ever for another who migrates", async () => {
    const url = await emptyDatabase();
    const other = postgres(url, { max: 1 });
    await other`select pg_advisory_lock(7230412)`;

    const impatient = migrate({ url, folder: migrationsFolder, patienceSeconds: 0.1 });

    await expect(impatient).rejects.toMatchObject({ code: "55P03" });
    await other.end();
  });
});
