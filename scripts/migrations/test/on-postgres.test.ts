import { readMigration } from "@shopeasy/platform/database/migration-files";
import { uniqueName } from "@shopeasy/testing/cloud";
import { testGround } from "@shopeasy/testing/test-ground";
import postgres, { type Sql } from "postgres";
import { badMigrations } from "./bad-migrations";
import { before, rows } from "./before";
import { goodMigrations } from "./good-migrations";

// What the rules say of PostgreSQL, it is asked itself.
describe("PostgreSQL", () => {
  const name = uniqueName("migrations");
  let administrator: Sql;
  let sql: Sql;
  beforeAll(async () => {
    administrator = postgres(testGround().postgresUrl, { max: 1, onnotice: () => {} });
    await administrator`create database ${administrator(name)}`;
    const url = new URL(testGround().postgresUrl);
    url.pathname = name;
    sql = postgres(url.href, { max: 1, onnotice: () => {} });
    await sql.unsafe(`${before};${rows}`);
  });
  afterAll(async () => {
    await sql.end();
    await administrator`drop database ${administrator(name)} with (force)`;
    await administrator.end();
  });

  const filesOf = async () =>
    (
      await sql`
    select pg_relation_filenode('orders') as table, pg_relation_filenode('orders_number_unique') as index`
    )[0];

  /** Does it and takes it back, and tells whether the table and its index are in the files they were in. */
  async function isRewritten(text: string): Promise<boolean> {
    await sql`begin`;
    try {
      const was = await filesOf();
      await sql.unsafe(text);
      return JSON.stringify(await filesOf()) !== JSON.stringify(was);
    } finally {
      await sql`rollback`;
    }
  }

  const isInTransaction = (text: string) => readMigration(text).inTransaction;

  test.each(Object.entries(goodMigrations).filter(([, text]) => isInTransaction(text)))(
    "rewrites nothing for %s",
    async (_name, text) => {
      expect(await isRewritten(text)).toBe(false);
    },
  );

  test.each(Object.entries(goodMigrations).filter(([, text]) => !isInTransaction(text)))(
    "does it outside of a transaction: %s",
    async (_name, text) => {
      await expect(sql.unsafe(text)).resolves.toBeDefined();
    },
  );

  const rewriting = ["volatile-default", "stored-column", "table-rewrite"];
  test.each(badMigrations.filter(([text, rule]) => rewriting.includes(rule) && !text.startsWith("vacuum")))(
    "rewrites the table for: %s",
    async (text) => {
      expect(await isRewritten(text)).toBe(true);
    },
  );
});
