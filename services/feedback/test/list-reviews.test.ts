import type { ProductId } from "@shopeasy/contracts/ids";
import { publishReview } from "../src/reviews/publish-review";
import type { Submission } from "../src/reviews/submission";
import { aProductId, aSubmission, type FeedbackGround, feedbackGround } from "./feedback-ground";

describe("a product's reviews", () => {
  let ground: FeedbackGround;

  beforeAll(async () => {
    ground = await feedbackGround();
  });
  afterAll(() => ground.close());

  async function published(productId: ProductId, ratings: number[]): Promise<Submission[]> {
    const submissions = ratings.map((rating) => aSubmission({ productId, rating }));
    for (const submission of submissions) await publishReview(ground.deps, submission);
    return submissions;
  }

  const list = (query: string) => ground.get(`/reviews?${query}`);
  const ids = (items: readonly { id: string }[]) => items.map(({ id }) => id);

  it("are listed the newest first, with what they come to", async () => {
    const productId = aProductId();
    const reviews = await published(productId, [5, 3, 4, 1]);
    await published(aProductId(), [2]);

    const { status, body, headers } = await list(`productId=${productId}`);

    expect(status).toBe(200);
    expect(ids(body.items)).toEqual(ids(reviews).reverse());
    expect(body.nextCursor).toBeNull();
    expect(body.summary).toEqual({
      average: 3.25,
      count: 4,
      histogram: { "1": 1, "2": 0, "3": 1, "4": 1, "5": 1 },
    });
    expect(headers.get("Cache-Control")).toMatch(/^public, max-age=/);
  });

  it("are none, with an empty summary, for a product that nobody reviewed", async () => {
    const { body } = await list(`productId=${aProductId()}`);

    expect(body).toEqual({
      items: [],
      nextCursor: null,
      summary: { average: 0, count: 0, histogram: { "1": 0, "2": 0, "3": 0, "4": 0, "5": 0 } },
    });
  });

  it.each([
    ["rating", [1, 2, 3, 3, 5]],
    ["-rating", [5, 3, 3, 2, 1]],
    ["newest", [3, 1, 5, 2, 3]],
    ["helpful", [3, 1, 5, 2, 3]],
  ])("are walked by %s in pages of two, none repeated and none left out", async (sort, wanted) => {
    const productId = aProductId();
    await published(productId, [3, 2, 5, 1, 3]);

    const seen: { id: string; rating: number }[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const after: string = cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`;
      const { body } = await list(`productId=${productId}&sort=${sort}&limit=2${after}`);
      seen.push(...body.items);
      cursor = body.nextCursor;
    }

    expect(seen.map(({ rating }) => rating)).toEqual(wanted);
    expect(new Set(ids(seen)).size).toBe(5);
  });

  it("come whole pages at a time, though DynamoDB may answer with less of what is asked for", async () => {
    const productId = aProductId();
    const reviews = await published(productId, [3, 2, 5, 1, 3]);
    const { middlewareStack } = ground.deps.dynamo;
    // As where two reviews fill the megabyte that one answer may have.
    middlewareStack.add((next) => (request) => next({ ...request, input: { ...request.input, Limit: 2 } }), {
      step: "initialize",
      priority: "high",
      name: "shortAnswers",
    });

    const { body } = await list(`productId=${productId}&limit=4`);
    middlewareStack.remove("shortAnswers");

    expect(ids(body.items)).toEqual(ids(reviews).reverse().slice(0, 4));
    expect(body.nextCursor).not.toBeNull();
  });

  it("are not told by a cursor of another order, a damaged one, or without a product", async () => {
    const productId = aProductId();
    await published(productId, [3, 4]);
    const { body } = await list(`productId=${productId}&limit=1`);

    const answers = await Promise.all([
      list(`productId=${productId}&sort=rating&cursor=${body.nextCursor}`),
      list(`productId=${productId}&cursor=${body.nextCursor.slice(1)}`),
      list("sort=newest"),
      list(`productId=${productId}&sort=best`),
      list(`productId=${productId}&limit=101`),
      list(`productId=${productId}&page=2`),
    ]);

    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400, 400]);
    expect(answers[0]?.body.errors[0].path).toBe("cursor");
  });

  it("say in no answer and no cursor who wrote them", async () => {
    const productId = aProductId();
    const reviews = await published(productId, [3, 4]);

    const { body } = await list(`productId=${productId}&limit=1`);

    const told = JSON.stringify(body) + Buffer.from(body.nextCursor, "base64url").toString();
    for (const { customerId } of reviews) expect(told).not.toContain(customerId);
  });
});
