import { bucketCount, Tally } from "../../gateway/routing/tally";
import { countsSince, faultOf, p95Of } from "../judge-rules";

/** So many requests, of which some failed, in the bucket of a time. */
function counted(requests: number, { errors = 0, bucket = 10, slow = 0 } = {}) {
  const times = new Array<number>(bucketCount).fill(0);
  times[bucket] = requests - slow;
  // 2.9 seconds and more.
  times[50] = slow;
  return { requests, errors, times, waiting: 0 };
}

const slowSeconds = 1;

test("green goes back when more than five in a hundred fail, of twenty requests or more", () => {
  const blue = counted(1_000);

  expect(faultOf(counted(20, { errors: 2 }), blue, slowSeconds)).toBe(
    "2 of 20 requests to green failed (10 %); more than 5 % is too much.",
  );
  expect(faultOf(counted(20, { errors: 1 }), blue, slowSeconds)).toBeUndefined();
  expect(faultOf(counted(19, { errors: 19 }), blue, slowSeconds)).toBeUndefined();
  expect(faultOf(counted(0), blue, slowSeconds)).toBeUndefined();
});

test("green goes back when it is slow, and blue is not", () => {
  const slow = counted(200, { slow: 11 });

  expect(faultOf(slow, counted(1_000), slowSeconds)).toMatch(
    /^Green is slow: .*2896 ms or more, and blue 3 ms\.$/,
  );
  expect(faultOf(slow, counted(1_000, { slow: 60 }), slowSeconds)).toBeUndefined();
  expect(faultOf(counted(200, { slow: 10 }), counted(1_000), slowSeconds)).toBeUndefined();
  expect(faultOf(counted(99, { slow: 99 }), counted(1_000), slowSeconds)).toBeUndefined();
});

test("where nobody came to blue, green has the limit of its service", () => {
  const slow = counted(200, { slow: 11 });

  expect(faultOf(slow, counted(0), 1)).toMatch(/^Green is slow: .*2896 ms or more\.$/);
  expect(faultOf(slow, counted(0), 5)).toBeUndefined();
});

test("what was counted before is taken off; a gateway that began anew counts as it is", () => {
  const now = counted(30, { errors: 4 });

  expect(countsSince(now, counted(10, { errors: 1 }))).toMatchObject({ requests: 20, errors: 3 });
  expect(countsSince(now, counted(40, { errors: 9 }))).toEqual(now);
});

test("there is no time where there was no request, and it is never told shorter than it was", () => {
  const tally = new Tally();
  for (const times of [1, 2, 3]) for (let n = 0; n < times; n += 1) tally.end({ isError: false, ms: 100 });

  const p95 = p95Of(tally.counts());

  expect(p95Of(new Tally().counts())).toBeNull();
  expect(p95).toBeGreaterThanOrEqual(100);
  expect(p95).toBeLessThan(120);
});
