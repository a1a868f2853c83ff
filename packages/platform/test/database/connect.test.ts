import { openDatabase } from "@shopeasy/platform/database/connect";
import { brokenUniqueness } from "@shopeasy/platform/database/errors";
import { unprepared } from "@shopeasy/platform/database/safe-client";
import { Unavailable } from "@shopeasy/platform/errors";
import { newId } from "@shopeasy/platform/ids";
import { eventually } from "@shopeasy/testing/eventually";
import { freePort } from "@shopeasy/testing/free-port";
import { eq, sql } from "drizzle-orm";
import { ledger } from "./tables";
import { openTestDatabase, type TestDatabase } from "./test-database";

describe("a database", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database.dispose());

  it("gives back times and JSON as they went in", async () => {
    const entry = { id: newId(), account: newId(), amount: 7, note: { tags: ["a", "b"] }, at: new Date() };

    await database.db.insert(ledger).values(entry);

    const [found] = await database.db.select().from(ledger).where(eq(ledger.id, entry.id));
    expect(found).toEqual(entry);
  });

  it("prepares a statement once and then executes it by name", async () => {
    const single = openDatabase({ url: database.url, schema: { ledger }, poolSize: 1, name: "single" });
    for (const account of ["a", "b", "c"])
      await single.db.select().from(ledger).where(eq(ledger.account, account));

    const prepared = await single.db.execute(
      sql`select statement from pg_prepared_statements where statement like '%from "ledger"%' and not statement like '%pg_prepared%'`,
    );

    expect(prepared).toHaveLength(1);
    await single.close();
  });

  it("does not prepare what says that it is one of many", async () => {
    const single = openDatabase({ url: database.url, schema: { ledger }, poolSize: 1, name: "single" });
    for (const account of ["a", "b"]) await single.sql.unsafe(`${unprepared}select $1::text`, [account]);

    const prepared = await single.sql.unsafe(
      "select statement from pg_prepared_statements where statement like '/*%'",
    );

    expect(prepared).toHaveLength(0);
    await single.close();
  });

  it("names the constraint that a duplicate breaks, and tells no value", async () => {
    const entry = { id: newId(), account: "ada@example.com", amount: 1 };
    await database.db.insert(ledger).values(entry);

    const error = await database.db
      .insert(ledger)
      .values({ ...entry, id: newId() })
      .catch((thrown) => thrown);

    expect(brokenUniqueness(error)).toBe("ledger_account_unique");
    expect(`${error.message} ${error.stack}`).not.toContain("ada@example.com");
  });

  it("gives up a statement that takes too long", async () => {
    const hasty = openDatabase({
      url: database.url,
      schema: {},
      poolSize: 1,
      name: "hasty",
      statementTimeoutMs: 50,
    });

    const slow = hasty.db.execute(sql`select pg_sleep(5)`);

    await expect(slow).rejects.toMatchObject({ name: "Unavailable", code: "database-busy" });
    await hasty.close();
  });

  it("lets running queries finish when it is closed", async () => {
    const closing = openDatabase({ url: database.url, schema: {}, poolSize: 1, name: "closing" });
    const running = closing.sql`select pg_sleep(0.2), 'done' as answer`.execute();
    await eventually(async () => {
      const active = await database.outside`
        select 1 from pg_stat_activity where application_name = 'closing' and state = 'active'`;
      expect(active).toHaveLength(1);
    });

    await closing.close();

    expect(await running).toMatchObject([{ answer: "done" }]);
  });

  it("is unavailable, and says so, when nobody listens", async () => {
    const url = `postgres://nobody@127.0.0.1:${await freePort()}/nothing`;
    const absent = openDatabase({ url, schema: {}, poolSize: 1, name: "absent" });

    await expect(absent.ping()).rejects.toBeInstanceOf(Unavailable);
    await expect(absent.db.execute(sql`select 1`)).rejects.toMatchObject({ code: "database-unavailable" });
    await absent.close();
  });

  it("asks for the password at each connection", async () => {
    const { password } = new URL(database.url);
    const given = jest.fn(async () => decodeURIComponent(password));
    const url = new URL(database.url);
    url.password = "";

    const signedIn = openDatabase({ url: url.href, schema: {}, poolSize: 1, name: "token", password: given });
    await signedIn.ping();

    expect(given).toHaveBeenCalledTimes(1);
    await signedIn.close();
  });
});
