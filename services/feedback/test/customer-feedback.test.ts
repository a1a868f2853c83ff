import { getFeedbackNotice } from "@shopeasy/contracts/internal/feedback";
import { newId } from "@shopeasy/platform/ids";
import { eventually } from "@shopeasy/testing/eventually";
import { freePort } from "@shopeasy/testing/free-port";
import {
  aCustomer,
  aMemberOfStaff,
  type Caller,
  type FeedbackGround,
  feedbackGround,
} from "./feedback-ground";

const said = { category: "question", message: "Does it come in green?" };

describe("customers' feedback", () => {
  let ground: FeedbackGround;
  const staff = aMemberOfStaff();

  beforeAll(async () => {
    ground = await feedbackGround();
    ground.startWorker();
  });
  afterAll(() => ground.close());

  const submit = (body: unknown, as?: Caller) =>
    ground.call("POST", "/feedback", { body, ...(as && { as }) });
  async function stored(body: Record<string, unknown> = said, as: Caller | null = aCustomer()) {
    const { body: queued } = await submit(body, as ?? undefined);
    const path = `/feedback/${queued.id}`;
    await eventually(async () => expect((await ground.get(path, staff)).status).toBe(200));
    return { id: queued.id, path, author: as ?? aCustomer() };
  }
  const answer = (path: string, body: unknown) => ground.call("PATCH", path, { as: staff, body });

  it("is taken at once, and there for its author and staff soon after", async () => {
    const author = aCustomer();
    const orderId = newId();

    const taken = await submit({ ...said, orderId }, author);

    expect(taken.status).toBe(202);
    expect(taken.body).toEqual({ id: expect.any(String), status: "queued" });
    const path = `/feedback/${taken.body.id}`;
    const toAuthor = await eventually(async () => {
      const { body } = await ground.get(path, author);
      expect(body.status).toBe("new");
      return body;
    });
    expect(toAuthor).toEqual({
      ...said,
      id: taken.body.id,
      status: "new",
      email: null,
      orderId,
      replies: [],
      createdAt: expect.any(String),
      updatedAt: null,
    });
    expect((await ground.get(path, staff)).body).toEqual({ ...toAuthor, customerId: author.userId });
    expect((await ground.get(path, aCustomer())).status).toBe(404);
    expect((await ground.get(path)).status).toBe(401);
    expect(ground.logText()).not.toContain("green");
    await eventually(async () =>
      expect(await ground.eventsAbout(taken.body.id)).toEqual([
        expect.objectContaining({
          type: "feedback.received",
          data: { feedbackId: taken.body.id, category: "question", customerId: author.userId },
        }),
      ]),
    );
  });

  it("is taken from who is not signed in, with an address to answer to", async () => {
    const { id, path } = await stored({ ...said, email: "Ada@Example.com" }, null);

    expect((await ground.get(path, staff)).body).toMatchObject({
      email: "ada@example.com",
      customerId: null,
    });
    expect(await ground.neighbour.call(getFeedbackNotice, { params: { feedbackId: id } })).toEqual({
      ...said,
      id,
      reply: null,
      customerId: null,
      email: "ada@example.com",
    });
    expect(ground.logText()).not.toMatch(/ada@example.com/i);
  });

  it("is stored once, however often the queue brings it", async () => {
    const { id, author } = await stored();
    const again = {
      ...said,
      id,
      customerId: author.userId,
      email: null,
      orderId: null,
      submittedAt: new Date().toISOString(),
    };

    await ground.sendTo(ground.queues.feedback.url, again);
    await ground.sendTo(ground.queues.feedback.url, again);

    await eventually(async () => expect(await ground.waitingIn(ground.queues.feedback.url)).toBe(0));
    await eventually(async () => expect(await ground.eventsAbout(id)).toHaveLength(1));
  });

  it("is answered by staff, which its author reads, and which is announced once", async () => {
    const { id, path, author } = await stored();

    const taken = await answer(path, { status: "in-progress" });
    const replied = await answer(path, { reply: "From next week on." });
    const repeated = await answer(path, { reply: "From next week on.", status: "closed" });

    expect([taken, replied, repeated].map(({ body }) => body.status)).toEqual([
      "in-progress",
      "answered",
      "closed",
    ]);
    expect((await ground.get(path, author)).body.replies).toEqual([
      { body: "From next week on.", at: expect.any(String) },
    ]);
    expect(repeated.body.replies[0]).toMatchObject({ staffId: staff.userId });
    const notice = await ground.neighbour.call(getFeedbackNotice, { params: { feedbackId: id } });
    expect(notice.reply).toBe("From next week on.");
    await eventually(
      async () =>
        expect((await ground.eventsAbout(id)).map(({ type }) => type)).toEqual([
          "feedback.received",
          "feedback.replied",
        ]),
      { withinMs: 15_000 },
    );
  });

  it("keeps every reply when several of staff reply at once", async () => {
    const { path } = await stored();

    await Promise.all(["One.", "Two.", "Three.", "Four."].map((reply) => answer(path, { reply })));

    const { body } = await ground.get(path, staff);
    expect(body.replies.map(({ body }: { body: string }) => body).sort()).toEqual([
      "Four.",
      "One.",
      "Three.",
      "Two.",
    ]);
  });

  it("is listed for staff by status and category, newest first, none twice and none left out", async () => {
    const own = await feedbackGround();
    own.startWorker();
    const categories = ["bug", "idea", "bug", "praise", "bug"];
    const ids: string[] = [];
    for (const category of categories) {
      const { body } = await own.call("POST", "/feedback", { as: aCustomer(), body: { ...said, category } });
      ids.push(body.id);
    }
    const list = (query: string) => own.get(`/feedback?${query}`, staff);
    await eventually(async () => expect((await list("")).body.items).toHaveLength(5), { withinMs: 15_000 });
    await own.call("PATCH", `/feedback/${ids[2]}`, { as: staff, body: { status: "closed" } });

    const seen: string[] = [];
    let cursor = "";
    do {
      const { body } = await list(`limit=2${cursor}`);
      seen.push(...body.items.map(({ id }: { id: string }) => id));
      cursor = body.nextCursor === null ? "" : `&cursor=${body.nextCursor}`;
    } while (cursor);
    const idsOf = async (query: string) => (await list(query)).body.items.map(({ id }: { id: string }) => id);

    expect(seen).toEqual([...ids].reverse());
    expect(await idsOf("status=new&category=bug")).toEqual([ids[4], ids[0]]);
    expect(await idsOf("category=bug")).toEqual([ids[4], ids[2], ids[0]]);
    expect(await idsOf("status=closed")).toEqual([ids[2]]);
    await own.close();
  });

  it.each([
    ["no category", { message: "x" }],
    ["a category nobody knows", { ...said, category: "rant" }],
    ["no message", { category: "bug", message: "  " }],
    ["a message of 5,001 characters", { ...said, message: "x".repeat(5_001) }],
    ["an order that is none", { ...said, orderId: "SE-2026-000123" }],
    ["a status of its own", { ...said, status: "closed" }],
    ["an address that is none", { ...said, email: "ada" }],
    ["a card's number", { ...said, message: "Mine is 5555-5555-5555-4444" }],
  ])("is refused with %s", async (_what, body) => {
    expect((await submit(body, aCustomer())).status).toBe(400);
  });

  it("is refused where nobody could be answered, and where staff say nothing", async () => {
    const { path, author } = await stored();

    const anonymous = await submit(said);
    const others = await Promise.all([
      answer(path, {}),
      answer(path, { status: "queued" }),
      answer(path, { reply: "" }),
      answer(`/feedback/${newId()}`, { status: "closed" }),
      ground.call("PATCH", path, { as: author, body: { status: "closed" } }),
      ground.get("/feedback", author),
      ground.get("/feedback?status=lost", staff),
      ground.get("/feedback?cursor=abc", staff),
    ]);

    expect(anonymous.status).toBe(400);
    expect(anonymous.body.errors[0].path).toBe("email");
    expect(others.map(({ status }) => status)).toEqual([400, 400, 400, 404, 403, 403, 400, 400]);
  });

  it("is taken while the table is down, and shown as queued to its author until it is stored", async () => {
    const withoutTable = await feedbackGround({
      AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${await freePort()}`,
    });
    const idle = await feedbackGround();
    const author = aCustomer();

    const taken = await withoutTable.call("POST", "/feedback", { as: author, body: said });
    const { body: queued } = await idle.call("POST", "/feedback", { as: author, body: said });

    expect(taken.status).toBe(202);
    expect((await withoutTable.get(`/feedback/${taken.body.id}`, author)).status).toBe(503);
    expect((await idle.get(`/feedback/${queued.id}`, author)).body).toEqual(queued);
    expect((await idle.get(`/feedback/${queued.id}`, aCustomer())).status).toBe(404);
    await withoutTable.close();
    await idle.close();
  });
});
