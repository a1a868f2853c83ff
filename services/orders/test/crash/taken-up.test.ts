import { eventually } from "@shopeasy/testing/eventually";
import { aPaidOrder, type PaidOrder } from "../paid-orders";
import { crashEverywhere } from "./crash-everywhere";
import { type CrashGround, endAll, startCrashGround } from "./crash-ground";
import { several } from "./several";
import { asked, givenUp, paidOnce, stored, takeUpAndDie } from "./take-up";

let ground: CrashGround;

beforeAll(async () => {
  ground = await startCrashGround();
}, 60_000);
afterAll(() => ground?.stop(), 30_000);

test.each([
  ["after it was stored", stored, paidOnce],
  ["after its card was declined", asked, givenUp],
])(
  "wherever the worker dies, too, over an order that was left %s, it ends as it should",
  async (_left, point, end) => {
    const wrong = await takeUpAndDie(ground, point, end);

    expect(wrong).toEqual([]);
  },
  180_000,
);

test("wherever the worker dies over an event, it is told, and has its effect once", async () => {
  const left = await crashEverywhere<PaidOrder>(ground, {
    program: "worker",
    prepare: async (count) => {
      await ground.sql`update outbox set due_at = now() + interval '1 hour'`;
      return several(count, () => aPaidOrder(ground));
    },
    marksOf: ({ id }) => [id],
    work: ({ id }) =>
      eventually(async () => {
        expect(await ground.sql`select id from outbox where aggregate_id = ${id}`).toEqual([]);
      }),
    followsEvents: true,
    atOnce: 1,
  });

  const wrong = await endAll(ground, left, ({ id }) =>
    eventually(() => expect(ground.events.of(id)).toEqual({ "order.paid": 1 }), { withinMs: 10_000 }),
  );

  expect(wrong).toEqual([]);
}, 180_000);
