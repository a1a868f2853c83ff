import type { ProductId } from "@shopeasy/contracts/ids";
import { publishReview } from "../src/reviews/publish-review";
import { castVote } from "../src/votes/vote";
import { aCustomer, aProductId, aSubmission, type FeedbackGround, feedbackGround } from "./feedback-ground";

describe("votes on reviews", () => {
  let ground: FeedbackGround;

  beforeAll(async () => {
    ground = await feedbackGround();
  });
  afterAll(() => ground.close());

  async function published(productId: ProductId = aProductId()) {
    const submission = aSubmission({ productId });
    await publishReview(ground.deps, submission);
    return submission;
  }
  const vote = (id: string, helpful: unknown, as = aCustomer()) =>
    ground.call("PUT", `/reviews/${id}/vote`, { as, body: { helpful } });
  const helpfulCountOf = async (id: string) => (await ground.get(`/reviews/${id}`)).body.helpfulCount;

  it("are counted where they say that it helped, once a customer", async () => {
    const { id } = await published();
    const voter = aCustomer();

    const answers = [await vote(id, true, voter), await vote(id, true, voter), await vote(id, false)];

    expect(answers.map(({ body }) => body)).toEqual([
      { helpful: true, helpfulCount: 1 },
      { helpful: true, helpfulCount: 1 },
      { helpful: false, helpfulCount: 1 },
    ]);
    expect(await helpfulCountOf(id)).toBe(1);
  });

  it("are changed, and taken back, by who gave them", async () => {
    const { id } = await published();
    const voter = aCustomer();
    const retract = () => ground.call("DELETE", `/reviews/${id}/vote`, { as: voter });

    await vote(id, true, voter);
    await vote(id, false, voter);
    const changed = await helpfulCountOf(id);
    await vote(id, true, voter);
    const retracted = [await retract(), await retract()];

    expect(changed).toBe(0);
    expect(retracted.map(({ status }) => status)).toEqual([204, 204]);
    expect(await helpfulCountOf(id)).toBe(0);
  });

  it("are all counted when two tasks take 60 at once, from 30 customers", async () => {
    const { id } = await published();
    const other = ground.anotherTask();
    const voters = Array.from({ length: 30 }, () => ({
      ...aCustomer(),
      kind: "user" as const,
      role: "customer" as const,
      sessionId: "s",
    }));

    await Promise.all(
      voters.flatMap((voter) => [castVote(ground.deps, id, voter, true), castVote(other, id, voter, true)]),
    );

    expect(await helpfulCountOf(id)).toBe(30);
    await other.close();
  });

  it("have the most helpful shown first, and of equals the newest", async () => {
    const productId = aProductId();
    const [first, second, third, fourth] = [
      await published(productId),
      await published(productId),
      await published(productId),
      await published(productId),
    ];
    for (const { id } of [first, first, third, second]) await vote(id, true);

    const seen: string[] = [];
    let cursor = "";
    do {
      const { body } = await ground.get(`/reviews?productId=${productId}&sort=helpful&limit=1${cursor}`);
      seen.push(...body.items.map(({ id }: { id: string }) => id));
      cursor = body.nextCursor === null ? "" : `&cursor=${body.nextCursor}`;
    } while (cursor);

    expect(seen).toEqual([first.id, third.id, second.id, fourth.id]);
  });

  it("are refused of one's own review, of none, and from nobody", async () => {
    const review = await published();

    const answers = await Promise.all([
      vote(review.id, true, { userId: review.customerId }),
      vote("01900000-0000-7000-8000-000000000001", true),
      vote(review.id, "yes"),
      vote(review.id, undefined),
      ground.call("PUT", `/reviews/${review.id}/vote`, { body: { helpful: true } }),
    ]);

    expect(answers.map(({ status }) => status)).toEqual([409, 404, 400, 400, 401]);
    expect(answers[0]?.body.type).toMatch(/own-review$/);
    expect(await helpfulCountOf(review.id)).toBe(0);
  });

  it("do not go over to the review that replaces the one they were for", async () => {
    const review = await published();
    await vote(review.id, true);
    const second = aSubmission({ customerId: review.customerId, productId: review.productId });

    await publishReview(ground.deps, second);

    expect(await helpfulCountOf(second.id)).toBe(0);
    expect((await vote(review.id, true)).status).toBe(404);
  });
});
