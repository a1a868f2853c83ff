import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { type ShopEvent, shopEvent } from "@shopeasy/contracts/events";
import type { FeedbackId, UserId } from "@shopeasy/contracts/ids";
import { exportCustomer } from "@shopeasy/contracts/internal/feedback";
import { newId } from "@shopeasy/platform/ids";
import { eventually } from "@shopeasy/testing/eventually";
import { takeFeedback } from "../src/customer-feedback/take-feedback";
import { eraseCustomer } from "../src/customers/erase-customer";
import { recordPurchases } from "../src/purchases/record-purchases";
import { recountProduct } from "../src/ratings/recount-ratings";
import { publishReview } from "../src/reviews/publish-review";
import {
  aCustomer,
  aPaidOrder,
  aProductId,
  aSubmission,
  type FeedbackGround,
  feedbackGround,
} from "./feedback-ground";

describe("a customer who leaves", () => {
  let ground: FeedbackGround;

  beforeAll(async () => {
    ground = await feedbackGround();
    ground.startWorker();
  });
  afterAll(() => ground.close());

  const secret = "Wintergarden";
  const exportOf = (userId: UserId) => ground.neighbour.call(exportCustomer, { params: { userId } });
  const erasedEvent = (userId: UserId): ShopEvent<"user.erased"> =>
    shopEvent(
      "user.erased",
      { id: newId(), occurredAt: new Date(), aggregateId: userId, aggregateVersion: 2 },
      { userId },
    );

  const aMessage = (customerId: UserId, id = newId() as FeedbackId) => ({
    id,
    customerId,
    category: "idea" as const,
    message: `${secret} in green`,
    email: `${secret.toLowerCase()}@example.com`,
    orderId: null,
    submittedAt: new Date().toISOString(),
  });

  /** One who has left something of every kind. */
  async function anActiveCustomer() {
    const customer = aCustomer();
    const customerId = customer.userId;
    const review = aSubmission({ customerId, title: secret });
    const others = aSubmission({ productId: review.productId, rating: 2 });
    const reported = aSubmission();
    const order = aPaidOrder(customerId, [review.productId]);
    const feedback = aMessage(customerId);
    await recordPurchases(ground.deps, order);
    for (const each of [review, others, reported]) await publishReview(ground.deps, each);
    await takeFeedback(ground.deps, feedback);
    await ground.call("PUT", `/reviews/${others.id}/vote`, { as: customer, body: { helpful: true } });
    await ground.call("POST", `/reviews/${reported.id}/reports`, { as: customer, body: { reason: secret } });
    return { customer, customerId, review, others, reported, order, feedback };
  }

  it("can have all that is held on her", async () => {
    const { customerId, review, others, reported, order, feedback } = await anActiveCustomer();

    const held = await exportOf(customerId);

    expect(held).toMatchObject({
      reviews: [{ id: review.id, title: secret, status: "published", rating: 4 }],
      votes: [{ reviewId: others.id, helpful: true }],
      reports: [{ reviewId: reported.id, reason: secret }],
      feedback: [{ id: feedback.id, message: feedback.message, email: feedback.email, status: "new" }],
      purchases: [{ productId: review.productId, orderId: order.data.orderId, at: order.occurredAt }],
    });
  });

  it("leaves nothing, ratings and counts follow, and what others wrote stays", async () => {
    const { customer, customerId, review, others, feedback } = await anActiveCustomer();

    await ground.announce(erasedEvent(customerId));
    await ground.announce(erasedEvent(customerId));

    await eventually(
      async () =>
        expect(await exportOf(customerId)).toEqual({
          reviews: [],
          votes: [],
          reports: [],
          feedback: [],
          purchases: [],
        }),
      { withinMs: 15_000 },
    );
    await eventually(async () => expect(await ground.waitingIn(ground.queues.events.url)).toBe(0), {
      withinMs: 15_000,
    });
    const { body } = await ground.get(`/reviews?productId=${review.productId}`);
    expect(body.items.map(({ id }: { id: string }) => id)).toEqual([others.id]);
    expect(body.items[0].helpfulCount).toBe(0);
    expect(body.summary).toMatchObject({ average: 2, count: 1 });
    expect(await recountProduct(ground.deps, review.productId, { fix: false })).toBeUndefined();
    expect((await ground.get(`/reviews/${review.id}`, customer)).status).toBe(404);
    expect((await ground.get(`/feedback/${feedback.id}`, customer)).body.status).not.toBe("new");
    await eventually(async () => {
      const events = await ground.eventsAbout(review.productId);
      expect(events.at(-1)).toMatchObject({ type: "review.removed", data: { reviewId: review.id } });
    });
  });

  it("leaves nothing either of what the queues still hold, or what she writes while her token lasts", async () => {
    const { customer, customerId, others } = await anActiveCustomer();
    await eraseCustomer(ground.deps, customerId);

    await publishReview(ground.deps, aSubmission({ customerId, title: secret }));
    await takeFeedback(ground.deps, aMessage(customerId));
    await recordPurchases(ground.deps, aPaidOrder(customerId, [aProductId()]));
    const late = await Promise.all([
      ground.call("PUT", `/reviews/${others.id}/vote`, { as: customer, body: { helpful: true } }),
      ground.call("POST", `/reviews/${others.id}/reports`, { as: customer, body: { reason: secret } }),
    ]);

    expect(late.map(({ status }) => status)).toEqual([404, 404]);
    expect(Object.values(await exportOf(customerId)).flat()).toEqual([]);
  });

  it("leaves no word of hers in any item, however her erasure and her writing fall together", async () => {
    const own = await feedbackGround();
    const customer = aCustomer();
    const customerId = customer.userId;
    const others = aSubmission();
    await publishReview(own.deps, others);

    await Promise.all([
      ...Array.from({ length: 5 }, () => publishReview(own.deps, aSubmission({ customerId, title: secret }))),
      ...Array.from({ length: 5 }, () => takeFeedback(own.deps, aMessage(customerId))),
      own.call("POST", `/reviews/${others.id}/reports`, { as: customer, body: { reason: secret } }),
      eraseCustomer(own.deps, customerId),
    ]);

    const { Items } = await own.deps.dynamo.send(
      new ScanCommand({ TableName: own.deps.tables.feedback, ConsistentRead: true }),
    );
    expect(JSON.stringify(Items)).toContain(others.title);
    expect(JSON.stringify(Items)).not.toMatch(new RegExp(secret, "i"));
    await own.close();
  });
});
