import { setTimeout as pause } from "node:timers/promises";
import type { ProductId } from "@shopeasy/contracts/ids";
import { eventually } from "@shopeasy/testing/eventually";
import { recountProduct } from "../src/ratings/recount-ratings";
import { aCustomer, aProductId, aReview, type FeedbackGround } from "./feedback-ground";

interface BurstOptions {
  reviews: number;
  products: number;
  /** How many are sent at once. */
  at: number;
  /** Sends no faster than this. */
  aSecond?: number;
}

/** Reviews of many customers, all of which are taken; and that all of them have come, and ratings are right. */
export async function aBurst(ground: FeedbackGround, { reviews, products, at, aSecond }: BurstOptions) {
  const productIds: ProductId[] = Array.from({ length: products }, () => aProductId());
  const submittedAt = performance.now();
  let sent = 0;
  const refused: number[] = [];
  const sendSome = async () => {
    while (sent < reviews) {
      const index = sent++;
      const due = submittedAt + (aSecond ? (index / aSecond) * 1_000 : 0);
      await pause(Math.max(0, due - performance.now()));
      // Half of all are of one product.
      const productId = productIds[index % 2 === 0 ? 0 : (index >> 1) % products] as ProductId;
      const { status } = await ground.submit(aCustomer(), aReview(productId, { rating: (index % 5) + 1 }));
      if (status !== 202) refused.push(status);
    }
  };
  await Promise.all(Array.from({ length: at }, sendSome));
  const takenInMs = performance.now() - submittedAt;
  expect(refused).toEqual([]);

  return {
    takenInMs,
    async isPublished(withinMs = 25_000) {
      const summaries = () =>
        Promise.all(
          productIds.map(async (id) => (await ground.get(`/reviews?productId=${id}&limit=1`)).body.summary),
        );
      await eventually(
        async () => {
          const counts = (await summaries()).map(({ count }) => count as number);
          expect(counts.reduce((sum, count) => sum + count, 0)).toBe(reviews);
        },
        { withinMs },
      );
      for (const id of productIds) {
        expect(await recountProduct(ground.deps, id, { fix: false })).toBeUndefined();
      }
    },
  };
}
