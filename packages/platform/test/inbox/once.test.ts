import { newId } from "@shopeasy/platform/ids";
import { firstTime, purgeInbox } from "@shopeasy/platform/inbox/once";
import { inboxTable } from "@shopeasy/platform/inbox/table";
import { openTestDatabase, type TestDatabase } from "../database/test-database";

describe("the inbox", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database.dispose());

  const see = (consumer: string, eventId: string) =>
    database.db.transaction((tx) => firstTime(tx, consumer, eventId));

  it("knows an event again, for each consumer by itself", async () => {
    const eventId = newId();

    const seen = [await see("mails", eventId), await see("mails", eventId), await see("ratings", eventId)];

    expect(seen).toEqual([true, false, true]);
  });

  it("lets one of ten deliveries at once be the first", async () => {
    const eventId = newId();

    const seen = await Promise.all(Array.from({ length: 10 }, () => see("mails", eventId)));

    expect(seen.filter(Boolean)).toHaveLength(1);
  });

  it("sees an event for the first time again when its effect was rolled back", async () => {
    const eventId = newId();
    const failing = database.db.transaction(async (tx) => {
      await firstTime(tx, "mails", eventId);
      throw new Error("no");
    });
    await failing.catch(() => {});

    expect(await see("mails", eventId)).toBe(true);
  });

  it("forgets after 14 days, and not before", async () => {
    const now = new Date("2026-03-15T00:00:00Z");
    const [old, young] = [newId(), newId()];
    await database.db.delete(inboxTable);
    await database.db.insert(inboxTable).values([
      { consumer: "mails", eventId: old, seenAt: new Date("2026-02-28T23:59:59Z") },
      { consumer: "mails", eventId: young, seenAt: new Date("2026-03-01T00:00:01Z") },
    ]);

    const forgotten = await purgeInbox(database.db, now);

    expect(forgotten).toBe(1);
    expect(await see("mails", young)).toBe(false);
  });
});
