import { join } from "node:path";
import postgres, { type Sql } from "postgres";
import { freshDatabase } from "../src/database";

const migrationsFolder = join(__dirname, "migrations");

const opened: Sql[] = [];
afterAll(() => Promise.all(opened.map((sql) => sql.end())));

function connect(url: string): Sql {
  const sql = postgres(url, { max: 1 });
  opened.push(sql);
  return sql;
}

test("a fresh database is migrated, and shares nothing with another", async () => {
  const [one, other] = await Promise.all([
    freshDatabase({ migrationsFolder }),
    freshDatabase({ migrationsFolder }),
  ]);

  await connect(one.url)`insert into books (title) values ('Persuasion')`;

  const books = await connect(other.url)`select title from books`;
  expect(books).toHaveLength(0);
  await Promise.all([one.drop(), other.drop()]);
});

test("a database is dropped under its open connections, and to drop it again does no harm", async () => {
  const { url, drop } = await freshDatabase({ migrationsFolder });
  const sql = postgres(url, { max: 1, onclose: () => {} });
  await sql`select 1`;

  await drop();
  await drop();

  await expect(sql`select 1`).rejects.toThrow();
  await sql.end();
});

test("a clone is made in a moment", async () => {
  await freshDatabase({ migrationsFolder });
  const startedAt = Date.now();

  await freshDatabase({ migrationsFolder });

  expect(Date.now() - startedAt).toBeLessThan(10_000);
});
