import { retrying } from "@shopeasy/platform/database/retrying";
import { newId } from "@shopeasy/platform/ids";
import { eq, sql } from "drizzle-orm";
import { ledger } from "./tables";
import { openTestDatabase, type TestDatabase } from "./test-database";

describe("retrying", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database.dispose());

  it("ends well for two transactions that block each other", async () => {
    const [a, b] = [newId(), newId()];
    for (const id of [a, b]) await database.db.insert(ledger).values({ id, account: id, amount: 0 });
    let begun = 0;
    let meet = () => {};
    const bothHoldOne = new Promise<void>((resolve) => {
      meet = resolve;
    });

    const takeBoth = (first: string, second: string) =>
      retrying(database.db, async (tx) => {
        await tx
          .update(ledger)
          .set({ amount: sql`${ledger.amount} + 1` })
          .where(eq(ledger.id, first));
        if (++begun === 2) meet();
        await bothHoldOne;
        await tx
          .update(ledger)
          .set({ amount: sql`${ledger.amount} + 1` })
          .where(eq(ledger.id, second));
      });
    await Promise.all([takeBoth(a, b), takeBoth(b, a)]);

    const amounts = await database.db.select({ amount: ledger.amount }).from(ledger);
    expect(amounts).toEqual([{ amount: 2 }, { amount: 2 }]);
    expect(begun).toBeGreaterThan(2);
  });

  it("gives up in the end", async () => {
    let attempts = 0;

    const hopeless = retrying(database.db, async (tx) => {
      attempts++;
      await tx.execute(sql`do $$ begin raise exception 'lost' using errcode = '40001'; end $$`);
    });

    await expect(hopeless).rejects.toMatchObject({ name: "Unavailable", code: "database-busy" });
    expect(attempts).toBe(5);
  });

  it("does not try again what failed for another reason", async () => {
    let attempts = 0;

    const wrong = retrying(database.db, async () => {
      attempts++;
      throw new RangeError("no");
    });

    await expect(wrong).rejects.toThrow(RangeError);
    expect(attempts).toBe(1);
  });
});
