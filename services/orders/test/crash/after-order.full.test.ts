import { expectEnd } from "./checkouts";
import { crashEverywhere, dieAt } from "./crash-everywhere";
import { type CrashGround, endAll, startCrashGround } from "./crash-ground";
import { deeds, doomedOver, expectDoneOnce, type Served, takenUp } from "./deeds";

let ground: CrashGround;

beforeAll(async () => {
  ground = await startCrashGround();
}, 60_000);
afterAll(() => ground?.stop(), 30_000);

const recorded = { exchange: "postgres commit", nth: 1, side: "after" } as const;

test.each(Object.entries(deeds))(
  "%s that a service left when it died is done once wherever the worker dies over it, too",
  async (_name, deed) => {
    const left = await crashEverywhere<Served>(ground, {
      program: "worker",
      prepare: async (count) => {
        const points = Array.from({ length: count }, () => recorded);
        const dead = await dieAt(ground, doomedOver(ground, deed), points);
        return Promise.all(dead.filter((each) => each.point).map(({ made }) => takenUp(ground, made)));
      },
      marksOf: ({ id, intentId, refundId }) => [id, intentId, refundId],
      work: (order) => expectEnd(ground, order, deed.end, deed.told),
    });

    const wrong = await endAll(ground, left, (order, service) =>
      expectDoneOnce(ground, deed, order, service),
    );

    expect(wrong).toEqual([]);
  },
  180_000,
);
