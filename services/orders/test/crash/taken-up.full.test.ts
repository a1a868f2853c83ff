import { type CrashGround, startCrashGround } from "./crash-ground";
import { asked, captured, paidOnce, takeUpAndDie } from "./take-up";

let ground: CrashGround;

beforeAll(async () => {
  ground = await startCrashGround();
}, 60_000);
afterAll(() => ground?.stop(), 30_000);

test.each([
  ["after the gateway was asked", asked, paidOnce],
  ["after its money was collected", captured, paidOnce],
])(
  "wherever the worker dies, too, over an order that was left %s, it ends as it should",
  async (_left, point, end) => {
    const wrong = await takeUpAndDie(ground, point, end);

    expect(wrong).toEqual([]);
  },
  180_000,
);
