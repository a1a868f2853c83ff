import fc from "fast-check";
import {
  alarmingShare,
  availabilityOf,
  badShare,
  budgetLeft,
  burnAlarms,
  burnRate,
  latencyOf,
  leastBad,
  rings,
  spentWhenRinging,
} from "../src/slo-rules";

const counted = fc.record({ good: fc.nat(1e9), bad: fc.nat(1e9) });
const target = fc.double({ min: 0.5, max: 0.9999, noNaN: true });
const [fast] = burnAlarms;
const answered = { isAborted: false };

test.each([
  [200, "good"],
  [202, "good"],
  [402, "good"],
  [404, "good"],
  [429, undefined],
  [500, "bad"],
  [503, "bad"],
])("an answer with %i is %s", (status, outcome) => {
  expect(availabilityOf({ status, ...answered })).toBe(outcome);
});

test("what the customer broke off counts for nothing, whatever it would have been", () => {
  fc.assert(
    fc.property(fc.integer({ min: 100, max: 599 }), fc.double({ min: 0, noNaN: true }), (status, seconds) => {
      const broken = { status, seconds, isAborted: true };
      expect(availabilityOf(broken)).toBeUndefined();
      expect(latencyOf(broken, { withinSeconds: 0.25 })).toBeUndefined();
    }),
  );
});

test("slowness counts of what is available only, and just in time is in time", () => {
  const within = { withinSeconds: 0.25 };

  expect(latencyOf({ status: 200, seconds: 0.25, ...answered }, within)).toBe("good");
  expect(latencyOf({ status: 200, seconds: 0.251, ...answered }, within)).toBe("bad");
  expect(latencyOf({ status: 500, seconds: 9, ...answered }, within)).toBeUndefined();
  expect(latencyOf({ status: 429, seconds: 0, ...answered }, within)).toBeUndefined();
});

test("where nothing was asked nothing is bad, and the whole budget is left", () => {
  expect(badShare({ good: 0, bad: 0 })).toBe(0);
  expect(budgetLeft({ good: 0, bad: 0 }, 0.999)).toBe(1);
});

test("a share lies between nothing and all, and does not change when all is doubled", () => {
  fc.assert(
    fc.property(counted, ({ good, bad }) => {
      const share = badShare({ good, bad });
      expect(share).toBeGreaterThanOrEqual(0);
      expect(share).toBeLessThanOrEqual(1);
      expect(badShare({ good: 2 * good, bad: 2 * bad })).toBeCloseTo(share, 10);
    }),
  );
});

test("what just meets the target burns at 1 and leaves nothing; one more bad one overspends", () => {
  expect(burnRate({ good: 999, bad: 1 }, 0.999)).toBeCloseTo(1, 9);
  expect(budgetLeft({ good: 999, bad: 1 }, 0.999)).toBeCloseTo(0, 9);
  expect(budgetLeft({ good: 998, bad: 2 }, 0.999)).toBeLessThan(0);
});

test("another bad one never leaves more of a budget, nor another good one less", () => {
  fc.assert(
    fc.property(counted, target, ({ good, bad }, of) => {
      const left = budgetLeft({ good, bad }, of);
      expect(budgetLeft({ good, bad: bad + 1 }, of)).toBeLessThanOrEqual(left);
      expect(budgetLeft({ good: good + 1, bad }, of)).toBeGreaterThanOrEqual(left);
    }),
  );
});

test("what burns for so many days at 1 is gone, and half as fast leaves half", () => {
  fc.assert(
    fc.property(target, fc.double({ min: 0.01, max: 2, noNaN: true }), (of, rate) => {
      const bad = rate * (1 - of);
      fc.pre(bad <= 1);
      expect(budgetLeft({ good: 1 - bad, bad }, of)).toBeCloseTo(1 - rate, 6);
    }),
  );
});

test("an alarm rings just when both windows burn too fast, and enough was bad", () => {
  fc.assert(
    fc.property(counted, counted, target, fc.constantFrom(...burnAlarms), (long, short, of, alarm) => {
      const tooFast = (one: typeof long) => burnRate(one, of) > alarm.above * (1 + 1e-9);
      const slowEnough = (one: typeof long) => burnRate(one, of) < alarm.above * (1 - 1e-9);
      const does = rings(alarm, { long, short }, of);
      if (slowEnough(long) || slowEnough(short) || long.bad < leastBad) expect(does).toBe(false);
      if (tooFast(long) && tooFast(short) && long.bad >= leastBad) expect(does).toBe(true);
    }),
  );
});

test("one error at night wakes nobody, ten of twenty do, and what is over rings no more", () => {
  const at = (long: number, short: number) => ({
    long: { good: 10, bad: long },
    short: { good: 1, bad: short },
  });

  expect(rings(fast, at(1, 1), 0.999)).toBe(false);
  expect(rings(fast, at(10, 1), 0.999)).toBe(true);
  expect(rings(fast, at(10, 0), 0.999)).toBe(false);
});

test("people are woken when 2 or 5 in a hundred of a month's budget are gone, and told in time of 10", () => {
  const spent = burnAlarms.map((alarm) => [alarm.urgency, Math.round(100 * spentWhenRinging(alarm, 30))]);

  expect(spent).toEqual([
    ["page", 2],
    ["page", 5],
    ["ticket", 10],
  ]);
  for (const { longMinutes, shortMinutes } of burnAlarms) expect(longMinutes).toBe(12 * shortMinutes);
  expect(alarmingShare(fast, 0.999)).toBeCloseTo(0.0144, 9);
});
