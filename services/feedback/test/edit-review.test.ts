import type { ReviewId } from "@shopeasy/contracts/ids";
import { eventually } from "@shopeasy/testing/eventually";
import { publishReview } from "../src/reviews/publish-review";
import type { Submission } from "../src/reviews/submission";
import {
  aCustomer,
  aMemberOfStaff,
  aProductId,
  aReview,
  aSubmission,
  type FeedbackGround,
  feedbackGround,
} from "./feedback-ground";

describe("one's own review", () => {
  let ground: FeedbackGround;

  beforeAll(async () => {
    ground = await feedbackGround();
  });
  afterAll(() => ground.close());

  async function published(wanted: Partial<Submission> = {}) {
    const author = aCustomer();
    const submission = aSubmission({ ...wanted, customerId: author.userId });
    await publishReview(ground.deps, submission);
    return { author, submission, path: `/reviews/${submission.id}` };
  }
  const summaryOf = async (productId: string) =>
    (await ground.get(`/reviews?productId=${productId}`)).body.summary;

  it("is changed by its author, and the ratings follow", async () => {
    const { author, submission, path } = await published({ rating: 2 });

    const { status, body } = await ground.call("PATCH", path, {
      as: author,
      body: { rating: 5, body: "Three winters now." },
    });

    expect(status).toBe(200);
    expect(body).toMatchObject({
      id: submission.id,
      status: "published",
      rating: 5,
      title: submission.title,
      body: "Three winters now.",
      updatedAt: expect.any(String),
    });
    expect((await ground.get(path)).body).toEqual(body);
    expect(await summaryOf(submission.productId)).toMatchObject({ average: 5, count: 1 });
  });

  it("keeps what others said of it when it is changed", async () => {
    const { author, path } = await published();
    await ground.call("PUT", `${path}/vote`, { as: aCustomer(), body: { helpful: true } });
    await ground.call("POST", `${path}/reply`, { as: aMemberOfStaff(), body: { body: "Thank you!" } });

    const { body } = await ground.call("PATCH", path, { as: author, body: { title: "Still good" } });

    expect(body).toMatchObject({ helpfulCount: 1, reply: { body: "Thank you!" } });
  });

  it("is not overwritten by its own submission, should the queue bring that again", async () => {
    const { author, submission, path } = await published({ rating: 2 });
    await ground.call("PATCH", path, { as: author, body: { rating: 4 } });

    await publishReview(ground.deps, submission);

    expect((await ground.get(path)).body.rating).toBe(4);
    expect(await summaryOf(submission.productId)).toMatchObject({ average: 4, count: 1 });
  });

  it("is taken back by its author, with what it added to the ratings, and stays gone", async () => {
    const { author, submission, path } = await published();
    const older = { ...submission, id: "01900000-0000-7000-8000-000000000001" as ReviewId };

    const answer = await ground.call("DELETE", path, { as: author });
    await publishReview(ground.deps, submission);
    await publishReview(ground.deps, older);

    expect(answer.status).toBe(204);
    expect((await ground.get(path, author)).status).toBe(404);
    expect((await ground.get(`/reviews?productId=${submission.productId}`)).body).toMatchObject({
      items: [],
      summary: { average: 0, count: 0 },
    });
    expect((await ground.call("DELETE", path, { as: author })).status).toBe(404);
    ground.startWorker();
    await eventually(async () =>
      expect((await ground.eventsAbout(submission.productId)).map(({ type }) => type)).toEqual([
        "review.published",
        "review.removed",
      ]),
    );
  });

  it("can be written anew after it was taken back", async () => {
    const { author, submission, path } = await published();
    await ground.call("DELETE", path, { as: author });
    const anew = aSubmission({ ...submission, id: aSubmission().id, rating: 1 });

    await publishReview(ground.deps, anew);

    expect((await ground.get(`/reviews/${anew.id}`)).body.status).toBe("published");
    expect(await summaryOf(submission.productId)).toMatchObject({ average: 1, count: 1 });
  });

  it("is taken back out of the queue, too, but can't be changed there", async () => {
    const idle = await feedbackGround();
    const author = aCustomer();
    const productId = aProductId();
    const { body } = await idle.submit(author, aReview(productId));
    const path = `/reviews/${body.id}`;

    const change = await idle.call("PATCH", path, { as: author, body: { rating: 1 } });
    const strangers = await idle.call("DELETE", path, { as: aCustomer() });
    const own = await idle.call("DELETE", path, { as: author });
    idle.startWorker();

    expect([change.status, strangers.status, own.status]).toEqual([409, 404, 204]);
    expect(change.body.type).toMatch(/review-queued$/);
    await eventually(async () => expect(await idle.waitingIn(idle.queues.reviews.url)).toBe(0));
    expect((await idle.get(path, author)).status).toBe(404);
    expect((await idle.get(`/reviews?productId=${productId}`)).body.items).toEqual([]);
    await idle.close();
  });

  it("is nobody else's to change or take back, not even staff's", async () => {
    const { path } = await published();

    const answers = await Promise.all(
      [aCustomer(), aMemberOfStaff()].flatMap((as) => [
        ground.call("PATCH", path, { as, body: { rating: 1 } }),
        ground.call("DELETE", path, { as }),
      ]),
    );
    const unsigned = await ground.call("DELETE", path);

    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    expect(unsigned.status).toBe(401);
  });

  it.each([
    ["nothing", {}],
    ["another product", { productId: "01900000-0000-7000-8000-000000000001" }],
    ["six stars", { rating: 6 }],
    ["no text", { body: "" }],
    ["nothing said", { title: null }],
    ["a status", { status: "published" }],
    ["a picture by http", { images: [{ url: "http://example.com/a.jpg", alt: "a" }] }],
    ["a picture of a host by number", { images: [{ url: "https://127.0.0.1/a.jpg", alt: "a" }] }],
    ["a picture behind a password", { images: [{ url: "https://a:b@example.com/a.jpg", alt: "a" }] }],
    ["a script for a picture", { images: [{ url: "javascript:alert(1)", alt: "a" }] }],
    ["seven pictures", { images: Array(7).fill({ url: "https://example.com/a.jpg", alt: "a" }) }],
  ])("is not changed to %s", async (_what, changes) => {
    const { author, submission, path } = await published();

    const answer = await ground.call("PATCH", path, { as: author, body: changes });

    expect(answer.status).toBe(400);
    expect((await ground.get(path)).body).toMatchObject({ rating: submission.rating, updatedAt: null });
  });

  it("has one outcome when it is changed, taken back and redelivered at once", async () => {
    const { author, submission, path } = await published();

    await Promise.all([
      ...[1, 2, 3, 4, 5].map((rating) => ground.call("PATCH", path, { as: author, body: { rating } })),
      ground.call("DELETE", path, { as: author }),
      publishReview(ground.deps, submission),
      ground.call("DELETE", path, { as: author }),
    ]);

    expect((await ground.get(path, author)).status).toBe(404);
    expect(await summaryOf(submission.productId)).toMatchObject({ count: 0 });
  });
});
