import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { eventually } from "@shopeasy/testing/eventually";
import { freePort } from "@shopeasy/testing/free-port";
import { recountProduct, recountRatings } from "../src/ratings/recount-ratings";
import { publishReview } from "../src/reviews/publish-review";
import { summaryKey } from "../src/reviews/review-items";
import { aBurst } from "./burst";
import {
  aCustomer,
  aMemberOfStaff,
  aProductId,
  aReview,
  aSubmission,
  type FeedbackGround,
  feedbackGround,
} from "./feedback-ground";

describe("many reviews at once", () => {
  let ground: FeedbackGround;

  beforeAll(async () => {
    ground = await feedbackGround();
  });
  afterAll(() => ground.close());

  it("are taken while the worker is stopped, and all there after it starts", async () => {
    const burst = await aBurst(ground, { reviews: 120, products: 6, at: 40 });

    ground.startWorker();

    await burst.isPublished();
  });

  it("of one product leave its ratings right, whatever two tasks and staff do to them meanwhile", async () => {
    const productId = aProductId();
    const other = ground.anotherTask();
    const staff = aMemberOfStaff();
    const submissions = Array.from({ length: 50 }, (_, index) =>
      aSubmission({ productId, rating: (index % 5) + 1 }),
    );

    await Promise.all(
      submissions.map(async (submission, index) => {
        const { id, customerId } = submission;
        await publishReview(index % 2 === 0 ? ground.deps : other, submission);
        const as = { userId: customerId };
        const path = `/reviews/${id}`;
        if (index % 5 === 0) await ground.call("PATCH", path, { as, body: { rating: 5 } });
        if (index % 5 === 1) await ground.call("DELETE", path, { as });
        if (index % 5 === 2) {
          const body = { decision: "reject", reason: "For the test." };
          await ground.call("POST", `${path}/moderation`, { as: staff, body });
        }
        if (index % 5 === 3) {
          await publishReview(other, aSubmission({ productId, customerId, rating: 1 }));
        }
      }),
    );

    const { body } = await ground.get(`/reviews?productId=${productId}`);
    expect(body.summary).toEqual({
      average: 3.67,
      count: 30,
      histogram: { "1": 10, "2": 0, "3": 0, "4": 0, "5": 20 },
    });
    expect(await recountProduct(ground.deps, productId, { fix: false })).toBeUndefined();
    await other.close();
  });

  it("are taken while catalog is away, and appear when it is back", async () => {
    const port = await freePort();
    const lonely = await feedbackGround({ CATALOG_URL: `http://127.0.0.1:${port}` });
    const author = aCustomer();
    const productId = aProductId();
    lonely.startWorker();

    const { body } = await lonely.submit(author, aReview(productId));
    await eventually(() => expect(lonely.logged("queue.message-failed")).toBeGreaterThan(0), {
      withinMs: 15_000,
    });
    const meanwhile = await lonely.get(`/reviews/${body.id}`, author);
    const stopForwarding = await lonely.forwardCatalog(port);

    expect(meanwhile.body.status).toBe("queued");
    await eventually(
      async () => expect((await lonely.get(`/reviews/${body.id}`)).body.status).toBe("published"),
      { withinMs: 25_000 },
    );
    await lonely.close();
    await stopForwarding();
  });

  it("can be recounted, and ratings that are wrong are put right and announced", async () => {
    const own = await feedbackGround();
    const [right, wrong] = [aSubmission(), aSubmission()];
    for (const submission of [right, wrong]) await publishReview(own.deps, submission);
    const { productId } = wrong;
    const counts = [0, 7, 0, 0, 0];
    const Item = { ...summaryKey(productId), productId, version: 1, counts };
    await own.deps.dynamo.send(new PutCommand({ TableName: own.deps.tables.feedback, Item }));

    const told = await recountRatings(own.deps, { fix: false });
    const fixed = await recountRatings(own.deps, { fix: true });
    const after = await recountRatings(own.deps, { fix: false });
    own.startWorker();

    const difference = { productId, stored: counts, counted: [0, 0, 0, 1, 0] };
    expect(told).toEqual({ products: 2, differences: [difference] });
    expect(fixed).toEqual(told);
    expect(after).toEqual({ products: 2, differences: [] });
    await eventually(async () =>
      expect((await own.eventsAbout(productId)).at(-1)).toMatchObject({
        aggregateVersion: 2,
        data: { ratingSum: 4, ratingCount: 1 },
      }),
    );
    await own.close();
  });
});
