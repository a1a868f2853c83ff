import fc from "fast-check";
import { fractionOf, shareOut, sumOf } from "../src/checkout/quote-amount-rules";

/** As much as a line can cost: 99 of the dearest thing. */
const amount = fc.integer({ min: 0, max: 9_900_000_000 });

test("parts sum to what is shared out, none is negative, and none is above its weight", () => {
  const shared = fc
    .array(amount, { minLength: 1, maxLength: 100 })
    .chain((weights) => fc.tuple(fc.constant(weights), fc.maxSafeNat()))
    .map(([weights, any]) => ({ weights, total: sumOf(weights) === 0 ? 0 : any % (sumOf(weights) + 1) }));

  fc.assert(
    fc.property(shared, ({ weights, total }) => {
      const parts = shareOut(total, weights);

      expect(sumOf(parts)).toBe(total);
      parts.forEach((part, i) => {
        expect(part).toBeGreaterThanOrEqual(0);
        expect(part).toBeLessThanOrEqual(weights[i]!);
      });
    }),
  );
});

test("a part is never a whole minor unit or more away from its exact share", () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(1_000), { minLength: 1, maxLength: 20 }),
      fc.nat(100_000),
      (weights, total) => {
        fc.pre(sumOf(weights) > 0);

        const parts = shareOut(total, weights);

        parts.forEach((part, i) => {
          expect(Math.abs(part - (total * weights[i]!) / sumOf(weights))).toBeLessThan(1);
        });
      },
    ),
  );
});

test("what is left over goes to the largest remainders, and among equals to the first", () => {
  const ofEquals = shareOut(100, [1, 1, 1]);
  const ofOthers = shareOut(10, [5, 3, 3]);

  expect(ofEquals).toEqual([34, 33, 33]);
  expect(ofOthers).toEqual([4, 3, 3]);
});

test("a fraction is rounded half up, exactly also where doubles are not", () => {
  expect([fractionOf(5, 10, 100), fractionOf(4, 10, 100), fractionOf(15, 10, 100)]).toEqual([1, 0, 2]);
  expect(fractionOf(990_000_000_001, 9_999, 10_000)).toBe(989_901_000_001);
  expect(fractionOf(9_007_199_254_740_991, 100, 100)).toBe(9_007_199_254_740_991);
});
