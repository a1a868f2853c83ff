import { wholeNumberQuery } from "@shopeasy/platform/pagination/whole-number-query";
import fc from "fast-check";

const limit = wholeNumberQuery(1, 100);

describe("a whole number in a query", () => {
  it("is read from decimal digits", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), (number) => {
        expect(limit.parse(String(number))).toBe(number);
      }),
    );
  });

  it.each(["", " ", "0x10", "1e1", "+5", "-5", "5.0", "5 ", "٣", "Infinity", "null", "9".repeat(16)])(
    "is not %j",
    (text) => {
      expect(limit.safeParse(text).error?.issues[0]?.message).toBe("must be a whole number");
    },
  );

  it("keeps within its bounds, and may be left out", () => {
    expect([limit.safeParse("0").success, limit.safeParse("101").success]).toEqual([false, false]);
    expect(limit.default(20).parse(undefined)).toBe(20);
    expect(limit.optional().parse(undefined)).toBeUndefined();
  });
});
