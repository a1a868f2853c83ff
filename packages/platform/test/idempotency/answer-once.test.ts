import { Conflict, Unavailable } from "@shopeasy/platform/errors";
import { answerOnce } from "@shopeasy/platform/idempotency/answer-once";
import { finishRequest, type KeptAnswer } from "@shopeasy/platform/idempotency/requests";
import { newId } from "@shopeasy/platform/ids";
import { eventually } from "@shopeasy/testing/eventually";
import { openTestDatabase, type TestDatabase } from "../database/test-database";

describe("answering once for a key", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase({ poolSize: 10 });
  });
  afterAll(() => database.dispose());

  const aRequest = () => ({ scope: "test", key: newId(), fingerprint: "f1" });
  const made: KeptAnswer = { status: 201, body: { id: "o1" } };

  it("runs the work once, and gives its answer again", async () => {
    const request = aRequest();
    let runs = 0;
    const work = async () => {
      runs += 1;
      return made;
    };

    const first = await answerOnce(database.db, request, work);
    const second = await answerOnce(database.db, request, work);

    expect(first).toEqual({ ...made, replayed: false });
    expect(second).toEqual({ ...made, replayed: true });
    expect(runs).toBe(1);
  });

  it("runs the work once for twenty at a time, and refuses the rest", async () => {
    const request = aRequest();
    let runs = 0;
    let finish: (answer: KeptAnswer) => void = () => {};
    const finished = new Promise<KeptAnswer>((resolve) => {
      finish = resolve;
    });
    const work = () => {
      runs += 1;
      return finished;
    };

    const refused: string[] = [];

    const answers = Array.from({ length: 20 }, () =>
      answerOnce(database.db, request, work).catch((error: Conflict) => refused.push(error.code)),
    );
    await eventually(async () => expect(refused).toHaveLength(19));
    finish(made);
    await Promise.all(answers);

    expect(new Set(refused)).toEqual(new Set(["request-in-progress"]));
    expect(runs).toBe(1);
  });

  it("leaves an answer alone that the work has kept itself", async () => {
    const request = aRequest();
    const work = async () => {
      await finishRequest(database.db, request, { status: 201, body: "kept" });
      return { ...made, isKept: true };
    };

    const first = await answerOnce(database.db, request, work);
    const second = await answerOnce(database.db, request, work);

    expect(first).toEqual({ ...made, replayed: false });
    expect(second).toEqual({ status: 201, body: "kept", replayed: true });
  });

  it("keeps a refusal, with its extras", async () => {
    const request = aRequest();
    const refuse = () =>
      Promise.reject(new Conflict("out-of-stock", "None left.", { items: [{ sku: "A" }] }));
    await expect(answerOnce(database.db, request, refuse)).rejects.toMatchObject({ code: "out-of-stock" });

    const again = answerOnce(database.db, request, async () => made);

    await expect(again).rejects.toMatchObject({
      status: 409,
      code: "out-of-stock",
      extras: { items: [{ sku: "A" }] },
      headers: { "Idempotency-Replayed": "true" },
    });
  });

  it("keeps no failure of ours: the next one with the key takes up what is left", async () => {
    const request = aRequest();
    const fail = () => Promise.reject(new Unavailable("payment-unavailable", "Nothing was charged."));
    await expect(answerOnce(database.db, request, fail)).rejects.toMatchObject({ status: 503 });
    const states: string[] = [];

    const answer = await answerOnce(database.db, request, async (state) => {
      states.push(state);
      return made;
    });

    expect(answer).toEqual({ ...made, replayed: false });
    expect(states).toEqual(["resumed"]);
  });

  it("refuses a key that came with another request", async () => {
    const request = aRequest();
    await answerOnce(database.db, request, async () => made);

    const other = answerOnce(database.db, { ...request, fingerprint: "f2" }, async () => made);

    await expect(other).rejects.toMatchObject({ status: 422, code: "idempotency-key-reused" });
  });
});
