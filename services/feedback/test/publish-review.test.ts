import type { ProductId } from "@shopeasy/contracts/ids";
import { eventually } from "@shopeasy/testing/eventually";
import { recountProduct } from "../src/ratings/recount-ratings";
import { publishReview } from "../src/reviews/publish-review";
import {
  aCustomer,
  aPaidOrder,
  aProductId,
  aReview,
  aSubmission,
  type FeedbackGround,
  feedbackGround,
} from "./feedback-ground";

describe("publishing reviews", () => {
  let ground: FeedbackGround;

  beforeAll(async () => {
    ground = await feedbackGround();
    ground.startWorker();
  });
  afterAll(() => ground.close());

  const listed = async (productId: ProductId) => (await ground.get(`/reviews?productId=${productId}`)).body;

  it("lets a second review of a customer replace her first, which is then gone", async () => {
    const author = aCustomer();
    const productId = aProductId();

    const first = await ground.submit(author, aReview(productId, { rating: 1, title: "Broke" }));
    const second = await ground.submit(author, aReview(productId, { rating: 5, title: "Mended for free" }));

    await eventually(async () =>
      expect((await ground.get(`/reviews/${second.body.id}`)).body.status).toBe("published"),
    );
    const { items, summary } = await listed(productId);
    expect(items.map(({ id, title }: { id: string; title: string }) => [id, title])).toEqual([
      [second.body.id, "Mended for free"],
    ]);
    expect(summary).toEqual({ average: 5, count: 1, histogram: { "1": 0, "2": 0, "3": 0, "4": 0, "5": 1 } });
    await eventually(async () =>
      expect((await ground.get(`/reviews/${first.body.id}`, author)).status).toBe(404),
    );
  });

  it("never lets an older submission that arrives late overwrite the newer", async () => {
    const author = aCustomer();
    const productId = aProductId();
    const older = aSubmission({ customerId: author.userId, productId, rating: 1, title: "Older" });
    const newer = aSubmission({ customerId: author.userId, productId, rating: 5, title: "Newer" });

    await publishReview(ground.deps, newer);
    await publishReview(ground.deps, older);

    const { items, summary } = await listed(productId);
    expect(items[0]).toMatchObject({ id: newer.id, title: "Newer" });
    expect(summary).toMatchObject({ average: 5, count: 1 });
    expect((await ground.get(`/reviews/${older.id}`, author)).status).toBe(404);
  });

  it("counts a submission once, however often it is delivered, and announces it once", async () => {
    const submission = aSubmission({ rating: 3 });
    const { productId } = submission;

    await Promise.all(Array.from({ length: 5 }, () => ground.deliver(submission)));

    await eventually(async () => expect((await listed(productId)).summary.count).toBe(1));
    await eventually(async () => expect(await ground.waitingIn(ground.queues.reviews.url)).toBe(0));
    expect((await listed(productId)).summary).toMatchObject({ average: 3, count: 1 });
    const events = await eventsOf(productId, 1);
    expect(events).toEqual([
      expect.objectContaining({
        type: "review.published",
        aggregateId: productId,
        aggregateVersion: 1,
        data: {
          reviewId: submission.id,
          productId,
          customerId: submission.customerId,
          rating: 3,
          ratingSum: 3,
          ratingCount: 1,
        },
      }),
    ]);
  });

  /** The events about a product, once there are as many. */
  const eventsOf = (productId: ProductId, count: number) =>
    eventually(
      async () => {
        const events = await ground.eventsAbout(productId);
        expect(events).toHaveLength(count);
        return events;
      },
      { withinMs: 15_000 },
    );

  it("keeps the summary true when 100 customers review one product at once", async () => {
    const productId = aProductId();

    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        ground.submit(aCustomer(), aReview(productId, { rating: (index % 5) + 1 })),
      ),
    );

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    await eventually(async () => expect((await listed(productId)).summary.count).toBe(100), {
      withinMs: 25_000,
    });
    expect(await recountProduct(ground.deps, productId, { fix: false })).toBeUndefined();
    const events = await eventsOf(productId, 100);
    expect(events.map(({ aggregateVersion }) => aggregateVersion)).toEqual(
      Array.from({ length: 100 }, (_, index) => index + 1),
    );
    expect(events.at(-1)).toMatchObject({ data: { ratingSum: 300, ratingCount: 100 } });
  });

  it("announces what a worker published that died before it could", async () => {
    const after = await feedbackGround();
    const submission = aSubmission();
    await publishReview(after.deps, submission);

    after.startWorker();

    await eventually(async () => expect(await after.eventsAbout(submission.productId)).toHaveLength(1));
    await after.close();
  });

  it("gives a message that is no review back to the queue, and works on", async () => {
    const disturbed = await feedbackGround();
    const submission = aSubmission();
    disturbed.startWorker();

    await disturbed.sendRaw('{"id": "nonsense"}');
    await disturbed.deliver(submission);

    await eventually(async () => {
      expect(disturbed.logged("review.published")).toBe(1);
      expect(disturbed.logged("queue.message-failed")).toBeGreaterThan(0);
      expect(await disturbed.waitingIn(disturbed.queues.reviews.url)).toBe(1);
    });
    await disturbed.close();
  });

  describe("verified purchases", () => {
    const isVerified = async (id: string) => (await ground.get(`/reviews/${id}`)).body.verifiedPurchase;

    it("are marked when the review comes after the purchase", async () => {
      const buyer = aCustomer();
      const productId = aProductId();
      await ground.announce(aPaidOrder(buyer.userId, [productId, aProductId()]));
      await eventually(async () => expect(await ground.waitingIn(ground.queues.events.url)).toBe(0));

      const { body } = await ground.submit(buyer, aReview(productId));

      await eventually(async () => expect(await isVerified(body.id)).toBe(true));
    });

    it("are marked later when the event comes after the review, however often it comes", async () => {
      const buyer = aCustomer();
      const submission = aSubmission({ customerId: buyer.userId });
      const event = aPaidOrder(buyer.userId, [submission.productId]);
      await publishReview(ground.deps, submission);
      expect(await isVerified(submission.id)).toBe(false);

      await Promise.all([ground.announce(event), ground.announce(event)]);

      await eventually(async () => expect(await isVerified(submission.id)).toBe(true));
      await eventually(async () => expect(await ground.waitingIn(ground.queues.events.url)).toBe(0));
      expect(await isVerified(submission.id)).toBe(true);
    });

    it("are marked whichever of the two wins the race", async () => {
      const submissions = Array.from({ length: 20 }, () => aSubmission());

      await Promise.all(
        submissions.flatMap((submission) => [
          ground.deliver(submission),
          ground.announce(aPaidOrder(submission.customerId, [submission.productId])),
        ]),
      );

      await eventually(
        async () => {
          const verified = await Promise.all(submissions.map(({ id }) => isVerified(id)));
          expect(verified.filter(Boolean)).toHaveLength(20);
        },
        { withinMs: 15_000 },
      );
    });

    it("stay marked when the review is replaced, and a guest's order marks nothing", async () => {
      const buyer = aCustomer();
      const productId = aProductId();
      await ground.announce(aPaidOrder(buyer.userId, [productId]));
      await ground.announce(aPaidOrder(null, [productId]));
      await eventually(async () => expect(await ground.waitingIn(ground.queues.events.url)).toBe(0));
      await publishReview(ground.deps, aSubmission({ customerId: buyer.userId, productId }));

      const second = aSubmission({ customerId: buyer.userId, productId });
      const strangers = aSubmission({ productId });
      await publishReview(ground.deps, second);
      await publishReview(ground.deps, strangers);

      expect(await isVerified(second.id)).toBe(true);
      expect(await isVerified(strangers.id)).toBe(false);
    });
  });
});
