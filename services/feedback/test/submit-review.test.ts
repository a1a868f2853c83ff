import { eventually } from "@shopeasy/testing/eventually";
import { freePort } from "@shopeasy/testing/free-port";
import { aCustomer, aProductId, aReview, type FeedbackGround, feedbackGround } from "./feedback-ground";

describe("submitting a review", () => {
  let ground: FeedbackGround;

  beforeAll(async () => {
    ground = await feedbackGround();
    ground.startWorker();
  });
  afterAll(() => ground.close());

  it("is answered at once, and the review is published soon after, without its author's id", async () => {
    const author = aCustomer();
    const productId = aProductId();

    const submitted = await ground.submit(author, aReview(productId, { rating: 5 }));

    expect(submitted.status).toBe(202);
    expect(submitted.body).toEqual({ id: expect.any(String), status: "queued" });
    expect(submitted.headers.get("Location")).toBe(`/api/v1/reviews/${submitted.body.id}`);
    const published = await eventually(async () => {
      const answer = await ground.get(`/reviews/${submitted.body.id}`);
      expect(answer.status).toBe(200);
      return answer;
    });
    expect(published.body).toEqual({
      id: submitted.body.id,
      productId,
      status: "published",
      rating: 5,
      title: "Holds its shape",
      body: "Two winters in and not a seam has gone.",
      verifiedPurchase: false,
      helpfulCount: 0,
      images: [],
      rejection: null,
      reply: null,
      updatedAt: null,
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    });
    expect(published.headers.get("ETag")).not.toBeNull();
    expect(ground.logText()).not.toContain("Two winters");
  });

  it("is shown as queued to its author only, while no worker runs", async () => {
    const idle = await feedbackGround();
    const author = aCustomer();
    const { body } = await idle.submit(author, aReview(aProductId()));

    const toAuthor = await idle.get(`/reviews/${body.id.toUpperCase()}`, author);
    const toAnother = await idle.get(`/reviews/${body.id}`, aCustomer());
    const toNobody = await idle.get(`/reviews/${body.id}`);

    expect(toAuthor.body).toEqual({ id: body.id, status: "queued" });
    expect([toAnother.status, toNobody.status]).toEqual([404, 404]);
    expect(toNobody.body.type).toMatch(/review-not-found$/);
    await idle.close();
  });

  it("tells everybody of an id that was never given out that there is no such review", async () => {
    const id = "0190a000-0000-7000-8000-000000000001";

    const answers = await Promise.all([
      ground.get(`/reviews/${id}`),
      ground.get(`/reviews/${id}`, aCustomer()),
      ground.get(`/reviews/${id}`, { ...aCustomer(), role: "staff" }),
      ground.get("/reviews/not-an-id"),
    ]);

    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 400]);
  });

  it.each([
    ["no product", { productId: undefined }, "productId"],
    ["no star", { rating: 0 }, "rating"],
    ["six stars", { rating: 6 }, "rating"],
    ["half a star", { rating: 3.5 }, "rating"],
    ["a blank title", { title: "   " }, "title"],
    ["a title of two lines", { title: "a\nb" }, "title"],
    ["a title of 121 characters", { title: "x".repeat(121) }, "title"],
    ["a body of 5,001 characters", { body: "x".repeat(5_001) }, "body"],
    ["a body with a NUL", { body: "a\u0000b" }, "body"],
    ["half a surrogate pair", { body: "\ud83d" }, "body"],
    ["a card's number", { body: "Paid with 4242 4242 4242 4242." }, "body"],
    ["a field nobody knows", { stars: 5 }, "stars"],
  ])("refuses a review with %s", async (_what, wrong, path) => {
    const answer = await ground.submit(aCustomer(), aReview(aProductId(), wrong));

    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body.errors)).toContain(path);
  });

  it("takes a review of several paragraphs, in any script", async () => {
    const body = "Très bien.\n\n素晴らしい 🎒\tworth \uffff it";
    const author = aCustomer();

    const submitted = await ground.submit(author, aReview(aProductId(), { body }));

    await eventually(async () =>
      expect((await ground.get(`/reviews/${submitted.body.id}`)).body).toMatchObject({ body }),
    );
  });

  it("wants somebody signed in", async () => {
    const answer = await ground.submit(undefined, aReview(aProductId()));

    expect(answer.status).toBe(401);
    expect(answer.headers.get("WWW-Authenticate")).toBe("Bearer");
  });

  it("goes on while the table is down, and says 503 to who wants to read", async () => {
    const withoutTable = await feedbackGround({
      AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${await freePort()}`,
    });
    const productId = aProductId();

    const submitted = await withoutTable.submit(aCustomer(), aReview(productId));
    const read = await withoutTable.get(`/reviews?productId=${productId}`);

    expect(submitted.status).toBe(202);
    expect(await withoutTable.waitingIn(withoutTable.queues.reviews.url)).toBe(1);
    expect(read.status).toBe(503);
    expect(read.body.type).toMatch(/reviews-unavailable$/);
    await withoutTable.close();
  });

  it("is 503 when the queue is down, since nothing would be kept", async () => {
    const withoutQueue = await feedbackGround({
      AWS_ENDPOINT_URL_SQS: `http://127.0.0.1:${await freePort()}`,
    });

    const answer = await withoutQueue.submit(aCustomer(), aReview(aProductId()));

    expect(answer.status).toBe(503);
    expect(answer.headers.get("Retry-After")).toBe("2");
    await withoutQueue.close();
  });
});
