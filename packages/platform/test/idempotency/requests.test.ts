import {
  beginRequest,
  finishing,
  finishRequest,
  type IdempotentRequest,
  purgeRequests,
  releaseRequest,
} from "@shopeasy/platform/idempotency/requests";
import { idempotencyTable } from "@shopeasy/platform/idempotency/table";
import { newId } from "@shopeasy/platform/ids";
import { eq, sql } from "drizzle-orm";
import { ledger } from "../database/tables";
import { openTestDatabase, type TestDatabase } from "../database/test-database";

describe("a request with an idempotency key", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase({ poolSize: 10 });
  });
  afterAll(() => database.dispose());

  const aRequest = (): IdempotentRequest => ({ scope: "orders:ada", key: newId(), fingerprint: "f1" });
  const begin = (request: IdempotentRequest) => database.db.transaction((tx) => beginRequest(tx, request));
  const pass = (request: IdempotentRequest, seconds: number) =>
    database.db
      .update(idempotencyTable)
      .set({ lockedAt: sql`now() - ${seconds} * interval '1 second'` })
      .where(eq(idempotencyTable.key, request.key));

  it("gets the first answer again", async () => {
    const request = aRequest();
    const first = await begin(request);
    await finishRequest(database.db, request, { status: 201, body: { id: "o1", total: [1] } });

    const second = await begin(request);

    expect(first).toEqual({ state: "first" });
    expect(second).toEqual({ state: "replay", answer: { status: 201, body: { id: "o1", total: [1] } } });
  });

  it("is refused while the first still runs", async () => {
    const request = aRequest();
    await begin(request);

    expect(await begin(request)).toEqual({ state: "in-progress" });
  });

  it("is refused with another body, running or done", async () => {
    const request = aRequest();
    await begin(request);
    const whileRunning = await begin({ ...request, fingerprint: "f2" });
    await finishRequest(database.db, request, { status: 201, body: null });
    const afterwards = await begin({ ...request, fingerprint: "f2" });

    expect([whileRunning, afterwards]).toEqual([{ state: "reused" }, { state: "reused" }]);
  });

  it("has nothing to do with another caller's of the same key", async () => {
    const request = aRequest();
    await begin(request);

    expect(await begin({ ...request, scope: "orders:bob" })).toEqual({ state: "first" });
  });

  it("takes effect once when it is sent 20 times at once", async () => {
    const request = aRequest();
    const place = () =>
      database.db.transaction(async (tx) => {
        const beginning = await beginRequest(tx, request);
        if (beginning.state === "first") {
          await tx.insert(ledger).values({ id: newId(), account: request.key, amount: 1 });
        }
        return beginning.state;
      });

    const states = await Promise.all(Array.from({ length: 20 }, place));

    expect(states.filter((state) => state === "first")).toHaveLength(1);
    expect(states.filter((state) => state === "in-progress")).toHaveLength(19);
    const orders = await database.db.select().from(ledger).where(eq(ledger.account, request.key));
    expect(orders).toHaveLength(1);
  });

  it("leaves no trace when the transaction that began it is rolled back", async () => {
    const request = aRequest();
    const failing = database.db.transaction(async (tx) => {
      await beginRequest(tx, request);
      throw new Error("no");
    });
    await failing.catch(() => {});

    expect(await begin(request)).toEqual({ state: "first" });
  });

  it("is resumed by one of those that come when its process has died", async () => {
    const request = aRequest();
    await begin(request);
    await pass(request, 59);
    const tooEarly = await begin(request);
    await pass(request, 61);

    const states = await Promise.all(Array.from({ length: 5 }, () => begin(request)));

    expect(tooEarly).toEqual({ state: "in-progress" });
    expect(states.filter(({ state }) => state === "resumed")).toHaveLength(1);
    expect(states.filter(({ state }) => state === "in-progress")).toHaveLength(4);
  });

  it("is not resumed with another body", async () => {
    const request = aRequest();
    await begin(request);
    await pass(request, 61);

    expect(await begin({ ...request, fingerprint: "f2" })).toEqual({ state: "reused" });
  });

  it("is resumed at once when it was released", async () => {
    const request = aRequest();
    await begin(request);

    await releaseRequest(database.db, request);

    expect(await begin(request)).toEqual({ state: "resumed" });
  });

  it("keeps the first of two answers", async () => {
    const request = aRequest();
    await begin(request);
    await finishRequest(database.db, request, { status: 201, body: "first" });

    await finishRequest(database.db, request, { status: 409, body: "second" });

    expect(await begin(request)).toMatchObject({ answer: { status: 201, body: "first" } });
  });

  it.each([
    [
      "with the statement that it is a part of",
      true,
      { state: "replay", answer: { status: 201, body: [1] } },
    ],
    ["not where that does nothing", false, { state: "in-progress" }],
  ])("keeps its answer %s", async (_when, isDone, then) => {
    const request = aRequest();
    await begin(request);

    const part = finishing(request, { status: 201, body: [1] }, sql`exists (select from done)`);
    await database.db.execute(
      sql`with done as (select where ${isDone}), kept as (${part}) select count(*) from done`,
    );

    expect(await begin(request)).toEqual(then);
  });

  it("is forgotten in the end", async () => {
    const request = aRequest();
    await begin(request);

    await purgeRequests(database.db, new Date(Date.now() + 1000));

    expect(await begin(request)).toEqual({ state: "first" });
  });
});
