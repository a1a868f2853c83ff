import type { ProductId } from "@shopeasy/contracts/ids";
import { getReviewNotice } from "@shopeasy/contracts/internal/feedback";
import { newId } from "@shopeasy/platform/ids";
import { eventually } from "@shopeasy/testing/eventually";
import { defaultRules } from "../src/moderation/moderation-rules";
import { recountProduct } from "../src/ratings/recount-ratings";
import { publishReview } from "../src/reviews/publish-review";
import type { Submission } from "../src/reviews/submission";
import {
  aCustomer,
  aMemberOfStaff,
  aProductId,
  aSubmission,
  type Caller,
  type FeedbackGround,
  feedbackGround,
} from "./feedback-ground";

const spam = "Half the price at https://tents.example.com";

describe("moderation of reviews", () => {
  let ground: FeedbackGround;
  const staff = aMemberOfStaff();

  beforeAll(async () => {
    ground = await feedbackGround();
    ground.startWorker();
  });
  afterAll(() => ground.close());

  async function stored(wanted: Partial<Submission> = {}) {
    const submission = aSubmission(wanted);
    await publishReview(ground.deps, submission);
    const author: Caller = { userId: submission.customerId };
    return { submission, author, path: `/reviews/${submission.id}` };
  }
  const decide = (path: string, decision: string, reason = "Read by a person.") =>
    ground.call("POST", `${path}/moderation`, { as: staff, body: { decision, reason } });
  const report = (path: string, as: Caller) =>
    ground.call("POST", `${path}/reports`, { as, body: { reason: "It insults me." } });
  const countOf = async (productId: ProductId) => {
    expect(await recountProduct(ground.deps, productId, { fix: false })).toBeUndefined();
    return (await ground.get(`/reviews?productId=${productId}`)).body.summary.count;
  };
  const typesOf = async (aggregateId: string) =>
    (await ground.eventsAbout(aggregateId)).map(({ type }) => type);

  it("has what a rule minds wait for staff, unseen by all others but its author", async () => {
    const { submission, author, path } = await stored({ body: spam });

    const [toAuthor, toAnother, toNobody, toStaff] = [
      await ground.get(path, author),
      await ground.get(path, aCustomer()),
      await ground.get(path),
      await ground.get(path, staff),
    ];

    expect(toAuthor.body).toMatchObject({ status: "flagged", rejection: null });
    expect(toAuthor.body).not.toHaveProperty("reasons");
    expect([toAnother.status, toNobody.status]).toEqual([404, 404]);
    expect(toStaff.body).toMatchObject({ customerId: submission.customerId, reasons: ["link"], reports: [] });
    expect(await countOf(submission.productId)).toBe(0);
    await eventually(async () =>
      expect(await ground.eventsAbout(submission.id)).toEqual([
        expect.objectContaining({
          type: "review.flagged",
          data: { reviewId: submission.id, productId: submission.productId, reasons: ["link"] },
        }),
      ]),
    );
  });

  it("has staff publish it, after which it counts, and turn it down, after which it does not", async () => {
    const { submission, author, path } = await stored({ body: spam });
    const { productId } = submission;

    const published = await decide(path, "publish");
    const counted = await countOf(productId);
    const rejected = await decide(path, "reject", "It advertises.");

    expect(published.body).toMatchObject({ status: "published", reasons: [] });
    expect(counted).toBe(1);
    expect(rejected.body.history.map(({ type, by }: Record<string, string>) => `${type} by ${by}`)).toEqual([
      "submitted by author",
      "flagged by rules",
      "published by staff",
      "rejected by staff",
    ]);
    expect(rejected.body.history.at(-1)).toMatchObject({ staffId: staff.userId, detail: "It advertises." });
    expect(await countOf(productId)).toBe(0);
    expect((await ground.get(path, author)).body).toMatchObject({
      status: "rejected",
      rejection: "It advertises.",
    });
    expect((await ground.get(path)).status).toBe(404);
    await eventually(async () =>
      expect(await typesOf(productId)).toEqual(["review.published", "review.removed"]),
    );
  });

  it("can't be got round by editing, by writing anew, or by taking back and writing anew", async () => {
    const { submission, author, path } = await stored();
    const anew = () => aSubmission({ ...submission, id: aSubmission().id });
    await decide(path, "reject");

    const edited = await ground.call("PATCH", path, { as: author, body: { title: "Harmless" } });
    const second = anew();
    await publishReview(ground.deps, second);
    const replaced = await ground.get(`/reviews/${second.id}`, author);
    await ground.call("DELETE", `/reviews/${second.id}`, { as: author });
    const third = anew();
    await publishReview(ground.deps, third);
    const rewritten = await ground.get(`/reviews/${third.id}`, author);

    expect([edited, replaced, rewritten].map(({ body }) => body.status)).toEqual([
      "flagged",
      "flagged",
      "flagged",
    ]);
    expect(await countOf(submission.productId)).toBe(0);
  });

  it("takes out of sight what enough customers have reported, each of whom counts once", async () => {
    const { submission, path } = await stored();
    const [first, second, third] = [aCustomer(), aCustomer(), aCustomer()];

    await Promise.all([first, first, first, second].map((as) => report(path, as)));
    const before = await ground.get(path, staff);
    await Promise.all([report(path, third), report(path, third)]);
    const after = await ground.get(path, staff);

    expect(before.body).toMatchObject({ status: "published", reportCount: 2 });
    expect(after.body).toMatchObject({ status: "flagged", reportCount: 3, reasons: ["reported"] });
    expect(after.body.reports).toHaveLength(3);
    expect((await ground.get(path)).status).toBe(404);
    expect(await countOf(submission.productId)).toBe(0);
    await eventually(async () => {
      expect(await typesOf(submission.productId)).toEqual(["review.published", "review.removed"]);
      expect(await typesOf(submission.id)).toEqual(["review.flagged"]);
    });
  });

  it("begins to count reports anew when staff have published a review after all", async () => {
    const { path } = await stored();
    for (let count = 0; count < 3; count++) await report(path, aCustomer());
    await decide(path, "publish");

    await report(path, aCustomer());

    expect((await ground.get(path, staff)).body).toMatchObject({ status: "published", reportCount: 1 });
  });

  it("lists what is held back for staff, newest first, page by page", async () => {
    const held = [await stored({ body: spam }), await stored({ body: spam }), await stored({ body: spam })];
    await stored();

    const seen: string[] = [];
    let cursor = "";
    do {
      const { body } = await ground.get(`/reviews?status=flagged&limit=2${cursor}`, staff);
      seen.push(...body.items.map(({ id }: { id: string }) => id));
      cursor = body.nextCursor === null ? "" : `&cursor=${body.nextCursor}`;
    } while (cursor);

    expect(seen.slice(0, 3)).toEqual(held.map(({ submission }) => submission.id).reverse());
    expect(new Set(seen).size).toBe(seen.length);
  });

  it("is staff's alone, and needs a decision and a reason", async () => {
    const { author, path } = await stored({ body: spam });
    const moderation = `${path}/moderation`;
    const body = { decision: "publish", reason: "Mine." };

    const answers = await Promise.all([
      ground.get("/reviews?status=flagged"),
      ground.get("/reviews?status=flagged", author),
      ground.get("/reviews?status=queued", staff),
      ground.get("/reviews?status=flagged&sort=rating", staff),
      ground.call("POST", moderation, { body }),
      ground.call("POST", moderation, { as: author, body }),
      ground.call("POST", moderation, { as: staff, body: { decision: "keep", reason: "x" } }),
      ground.call("POST", moderation, { as: staff, body: { decision: "reject" } }),
      ground.call("POST", `/reviews/${newId()}/moderation`, { as: staff, body }),
      ground.call("POST", `${path}/reply`, { as: author, body: { body: "Thanks to me" } }),
      ground.call("GET", "/reviews/moderation-rules", { as: author }),
      ground.call("PUT", "/reviews/moderation-rules", { as: author, body: { ...defaultRules } }),
      report(path, aCustomer()),
    ]);

    expect(answers.map(({ status }) => status)).toEqual([
      401, 403, 400, 400, 401, 403, 400, 400, 404, 403, 403, 403, 404,
    ]);
  });

  it("has staff answer a published review in public, and no other", async () => {
    const shown = await stored();
    const hidden = await stored({ body: spam });
    const reply = (path: string, body: string) =>
      ground.call("POST", `${path}/reply`, { as: staff, body: { body } });

    const answers = [
      await reply(shown.path, "Thank you!"),
      await reply(shown.path, "Thank you, Ada!"),
      await reply(hidden.path, "Thank you!"),
    ];

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 409]);
    expect((await ground.get(shown.path)).body.reply).toEqual({
      body: "Thank you, Ada!",
      at: expect.any(String),
    });
  });

  it("turns down a review of a product that is not there, and tells its author why", async () => {
    const { author, submission, path } = await stored({ productId: newId() as ProductId });

    const { body } = await ground.get(path, author);

    expect(body).toMatchObject({ status: "rejected", rejection: "There is no such product." });
    expect((await ground.get(path)).status).toBe(404);
    expect(await countOf(submission.productId)).toBe(0);
  });

  it("tells another service of a review what a notice needs", async () => {
    const { submission } = await stored({ body: spam });

    const notice = await ground.neighbour.call(getReviewNotice, { params: { reviewId: submission.id } });

    const { id, productId, customerId, rating, title, body } = submission;
    expect(notice).toEqual({
      ...{ id, productId, customerId, rating, title, body },
      status: "flagged",
      reasons: ["link"],
    });
  });

  it("goes by rules that staff change", async () => {
    const ownRules = await feedbackGround();
    const rules = { ...defaultRules, blockedTerms: ["seam"], mostADay: 1 };
    const customerId = aSubmission({ productId: aProductId() }).customerId;
    const path = "/reviews/moderation-rules";
    const first = await ownRules.call("GET", path, { as: staff });

    const changed = await ownRules.call("PUT", path, { as: staff, body: rules });
    const submissions = [
      aSubmission({ customerId, body: "Good." }),
      aSubmission({ customerId, body: "Good." }),
      aSubmission(),
    ];
    for (const submission of submissions) await publishReview(ownRules.deps, submission);
    const seen = await Promise.all(submissions.map(({ id }) => ownRules.get(`/reviews/${id}`, staff)));
    const wrong = await Promise.all([
      ownRules.call("PUT", path, { as: staff, body: { ...rules, mostADay: 0 } }),
      ownRules.call("PUT", path, { as: staff, body: { flagLinks: true } }),
      ownRules.call("PUT", path, { as: staff, body: { ...rules, blockedTerms: ["\u200b"] } }),
      ownRules.call("PUT", path, { as: staff, body: { ...rules, flagSmell: true } }),
    ]);

    expect(first.body).toEqual({ ...defaultRules, updatedAt: null });
    expect(changed.body).toEqual({ ...rules, updatedAt: expect.any(String) });
    expect(seen.map(({ body }) => body.reasons)).toEqual([[], ["too-many-in-a-day"], ["blocked-term: seam"]]);
    expect(wrong.map(({ status }) => status)).toEqual([400, 400, 400, 400]);
    await ownRules.close();
  });
});
