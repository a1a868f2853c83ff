import fc from "fast-check";
import {
  missingStarts,
  orderedBefore,
  orderedStarts,
  outlivedKeys,
  type ScheduledKey,
  signingNow,
} from "../src/signing-keys/key-schedule-rules";

const hour = 3_600_000;
const day = 24 * hour;
const start = Date.parse("2026-01-31T12:00:00.000Z");

/** What a worker and an operator do to the keys, one after another, and how many hours later. */
const steps = fc.array(
  fc.record({
    hours: fc.integer({ min: 0, max: 900 }),
    what: fc.constantFrom("tend" as const, "order" as const),
  }),
  { maxLength: 40 },
);

describe("the keys that sign access tokens", () => {
  it("are published before they sign, and until their last token is worth nothing, whatever is ordered when", () => {
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 60 }), (steps, rotateDays) => {
        const schedule = { rotateEveryMs: rotateDays * day, publishAheadMs: day };
        const publishedAt = new Map<string, number>();
        let keys: ScheduledKey[] = [];
        let made = 0;
        let now = new Date(start);
        const make = (...starts: Date[]) => {
          for (const signsFrom of starts) {
            const kid = `key-${made++}`;
            publishedAt.set(kid, now.getTime());
            keys = [...keys, { kid, signsFrom }];
          }
        };
        const without = (kids: string[]) => keys.filter(({ kid }) => !kids.includes(kid));
        make(...missingStarts([], schedule, now));
        let signedBefore = signingNow(keys, now)?.kid;

        for (const { hours, what } of steps) {
          now = new Date(now.getTime() + hours * hour);
          if (what === "tend") {
            const outlived = outlivedKeys(keys, now);
            keys = without(outlived);
            make(...missingStarts(keys, schedule, now));
          } else if (!orderedBefore(keys, now)) {
            keys = keys.filter(({ signsFrom }) => signsFrom <= now);
            make(...orderedStarts(schedule, now));
          }

          if (hours < 24) expect(keys.map(({ kid }) => kid)).toContain(signedBefore);
          const signing = signingNow(keys, now);
          expect(signing).toBeDefined();
          expect(keys.length).toBeGreaterThanOrEqual(what === "tend" ? 2 : 3);
          if (signing && publishedAt.get(signing.kid) !== start) {
            expect(now.getTime() - Number(publishedAt.get(signing.kid))).toBeGreaterThanOrEqual(hour / 4);
          }
          signedBefore = signing?.kid;
        }
      }),
    );
  });

  it("go one day after their successor began, and never the one that signs", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: -100, max: 100 }), { minLength: 1, maxLength: 8 }),
        (offsets) => {
          const now = new Date(start);
          const keys = offsets.map((hours) => ({
            kid: String(hours),
            signsFrom: new Date(start + hours * hour),
          }));

          const outlived = outlivedKeys(keys, now);

          expect(outlived).not.toContain(signingNow(keys, now)?.kid);
          for (const { kid, signsFrom } of keys) {
            const successors = keys
              .filter((other) => other.signsFrom > signsFrom)
              .map((other) => Number(other.signsFrom));
            const superseded = successors.some((at) => at <= start - day);
            expect(outlived.includes(kid)).toBe(superseded);
          }
        },
      ),
    );
  });
});
