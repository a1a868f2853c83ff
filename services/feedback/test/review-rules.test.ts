import { newId } from "@shopeasy/platform/ids";
import fc from "fast-check";
import { authorsId, longestQueuedMs, mayBeQueued } from "../src/ids/authors-id-rules";
import { noRatings, summaryOf, totalsOf, withRating } from "../src/ratings/rating-rules";
import { aCustomer } from "./feedback-ground";

const secret = "a-secret-that-marks-the-ids-of-reviews";

test("ratings that replace one another count as if only the last had been given", () => {
  const stars = fc.integer({ min: 1, max: 5 });
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), stars), { maxLength: 40 }), (given) => {
      const last = new Map<number, number>();
      let counts = noRatings;
      for (const [customer, rating] of given) {
        counts = withRating(counts, rating, last.get(customer));
        last.set(customer, rating);
      }

      const ratings = [...last.values()];
      const ratingSum = ratings.reduce((sum, rating) => sum + rating, 0);
      expect(totalsOf(counts)).toEqual({ ratingSum, ratingCount: ratings.length });
      expect(summaryOf(counts).count).toBe(ratings.length);
    }),
  );
});

test("an author is known by the id of her review, under the present secret and the one before", () => {
  const { userId } = aCustomer();
  const id = authorsId("review", newId(), userId, secret);
  const now = new Date();

  const is = (author: string, secrets: string[]) => mayBeQueued("review", id, { author, secrets, now });

  expect(is(userId, [secret])).toBe(true);
  expect(is(userId, ["another-secret", secret])).toBe(true);
  expect(is(userId, ["another-secret"])).toBe(false);
  expect(is(aCustomer().userId, [secret])).toBe(false);
});

test("a review is not in the queue any more once the queue has forgotten it", () => {
  const { userId: author } = aCustomer();
  const id = authorsId("review", newId(), author, secret);
  const later = new Date(Date.now() + longestQueuedMs + 1_000);

  expect(mayBeQueued("review", id, { author, secrets: [secret], now: later })).toBe(false);
});

test("ids stay in the order in which they were made", () => {
  const { userId } = aCustomer();

  const ids = Array.from({ length: 500 }, () => authorsId("review", newId(), userId, secret));

  expect([...ids].sort()).toEqual(ids);
  expect(new Set(ids).size).toBe(500);
});
