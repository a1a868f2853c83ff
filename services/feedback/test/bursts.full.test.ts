import { aBurst } from "./burst";
import { type FeedbackGround, feedbackGround } from "./feedback-ground";

let ground: FeedbackGround;
beforeAll(async () => {
  ground = await feedbackGround();
}, 60_000);
afterAll(() => ground.close());

test("300 reviews a second for 10 s are all taken while the worker is stopped, and all there after it starts", async () => {
  const burst = await aBurst(ground, { reviews: 3_000, products: 20, at: 100, aSecond: 300 });
  const startedAt = performance.now();

  ground.startWorker();
  await burst.isPublished(300_000);

  const drained = Math.round((performance.now() - startedAt) / 100) / 10;
  const taken = Math.round(burst.takenInMs / 100) / 10;
  process.stdout.write(`3,000 reviews taken in ${taken} s, published in ${drained} s\n`);
}, 400_000);
