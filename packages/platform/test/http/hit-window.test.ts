import fc from "fast-check";
import { memoryWindow } from "../../src/http/hit-window";

const windowMs = 1_000;
const begin = Date.UTC(2026, 0, 1);

beforeEach(() => void jest.useFakeTimers({ now: begin }));
afterEach(() => void jest.useRealTimers());

test("whoever asks and whenever, each window of a client begins with its first request and counts all in it", () => {
  const requests = fc.array(
    fc.record({ client: fc.constantFrom("a", "b", "c"), pause: fc.nat(windowMs * 3) }),
  );

  fc.assert(
    fc.property(requests, (made) => {
      const window = memoryWindow(windowMs);
      const known = new Map<string, { hits: number; endsAt: number }>();
      for (const { client, pause } of made) {
        jest.setSystemTime(Date.now() + pause);
        const before = known.get(client);
        const expected =
          before && before.endsAt > Date.now()
            ? { hits: before.hits + 1, endsAt: before.endsAt }
            : { hits: 1, endsAt: Date.now() + windowMs };
        known.set(client, expected);

        expect(window.count(client)).toEqual(expected);
      }
    }),
  );
});
