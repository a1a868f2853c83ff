import fc from "fast-check";
import { lowStockThresholdAt, pricedBy } from "../price-rules";

const anEnding = fc.constantFrom(0 as const, 95 as const, 99 as const);
const dollars = fc.double({ min: 2, max: 3_000, noNaN: true });

describe("a brand's prices", () => {
  test.each([
    [99, 24.3, 2_399],
    [95, 5.2, 495],
    [99, 5.6, 549],
    [0, 24.3, 2_400],
    [0, 5.2, 500],
    [95, 312, 30_995],
  ] as const)("that end in %d turn %d dollars into %d cents", (ending, asked, cents) => {
    const price = pricedBy({ ending }, asked);

    expect(price).toBe(cents);
  });

  test("are positive, whole, and near to what was asked", () => {
    fc.assert(
      fc.property(anEnding, dollars, (ending, asked) => {
        const price = pricedBy({ ending }, asked);

        expect(Number.isSafeInteger(price)).toBe(true);
        expect(price).toBeGreaterThan(0);
        expect(Math.abs(price / 100 - asked)).toBeLessThanOrEqual(Math.max(0.75, asked * 0.15));
      }),
    );
  });

  test("never fall as more is asked", () => {
    fc.assert(
      fc.property(anEnding, dollars, dollars, (ending, one, other) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)];

        expect(pricedBy({ ending }, less)).toBeLessThanOrEqual(pricedBy({ ending }, more));
      }),
    );
  });

  test("decide how few pieces are few: the dearer, the fewer", () => {
    expect([900, 3_000, 9_000, 50_000].map(lowStockThresholdAt)).toEqual([15, 8, 4, 2]);
  });
});
