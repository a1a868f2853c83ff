import { crashEverywhere } from "./crash-everywhere";
import { type CrashGround, endAll, startCrashGround } from "./crash-ground";
import { deeds, doomedOver, expectDoneOnce } from "./deeds";

let ground: CrashGround;

beforeAll(async () => {
  ground = await startCrashGround();
}, 60_000);
afterAll(() => ground?.stop(), 30_000);

test.each(Object.entries(deeds))(
  "%s is done once wherever the service dies over it",
  async (_name, deed) => {
    const left = await crashEverywhere(ground, doomedOver(ground, deed));

    const wrong = await endAll(ground, left, (order, service) =>
      expectDoneOnce(ground, deed, order, service),
    );

    expect(wrong).toEqual([]);
  },
  180_000,
);
