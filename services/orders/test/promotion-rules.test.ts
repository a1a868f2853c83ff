import fc from "fast-check";
import { sumOf } from "../src/checkout/quote-amount-rules";
import {
  answerCoupon,
  type CouponQuestion,
  type Promotion,
  tellFault,
} from "../src/promotions/promotion-rules";

const now = new Date("2026-06-15T12:00:00Z");

const aPromotion = (wanted: Partial<Promotion> = {}): Promotion => ({
  id: "0190a000-0000-7000-8000-000000000001",
  code: "WELCOME10",
  kind: "percentage",
  value: 10,
  currency: null,
  minSubtotal: null,
  categories: [],
  startsAt: null,
  endsAt: null,
  maxUses: null,
  maxUsesPerCustomer: null,
  active: true,
  uses: 0,
  ...wanted,
});

const ask = (promotion: Promotion | null, asked: Partial<CouponQuestion> = {}) =>
  answerCoupon({
    promotion,
    customerUses: 0,
    currency: "USD",
    lines: [{ lineTotal: 10_000, categories: ["outdoor", "tents"] }],
    now,
    ...asked,
  });

const line = fc.record({
  lineTotal: fc.integer({ min: 0, max: 9_900_000_000 }),
  categories: fc.subarray(["outdoor", "tents", "kitchen"]),
});
const kindAndValue = fc.oneof(
  fc.record({ kind: fc.constant("percentage" as const), value: fc.integer({ min: 1, max: 100 }) }),
  fc.record({ kind: fc.constant("fixed" as const), value: fc.integer({ min: 1, max: 100_000_000 }) }),
  fc.record({ kind: fc.constant("free-shipping" as const), value: fc.constant(null) }),
);

test("a discount is within its lines, and on those only that it is for", () => {
  const lines = fc.array(line, { minLength: 1, maxLength: 100 });

  fc.assert(
    fc.property(kindAndValue, lines, fc.subarray(["outdoor", "kitchen"]), (terms, bought, categories) => {
      const answer = ask(aPromotion({ ...terms, categories }), { lines: bought });

      const isFor = (own: string[]) =>
        categories.length === 0 || own.some((slug) => categories.includes(slug as never));
      expect(answer.valid).toBe(bought.some((one) => isFor(one.categories)));
      if (!answer.valid) return;
      answer.discounts.forEach((discount, i) => {
        expect(discount).toBeGreaterThanOrEqual(0);
        expect(discount).toBeLessThanOrEqual(isFor(bought[i]!.categories) ? bought[i]!.lineTotal : 0);
      });
    }),
  );
});

test("a percentage is of all it is for together, rounded once", () => {
  const lines = [5, 5, 5].map((lineTotal) => ({ lineTotal, categories: [] }));

  const answer = ask(aPromotion({ value: 10 }), { lines });

  expect(answer).toEqual({ valid: true, discounts: [1, 1, 0], freeShipping: false });
});

test("all of 100 per cent comes off every line", () => {
  const lines = [333, 0, 17].map((lineTotal) => ({ lineTotal, categories: [] }));

  const answer = ask(aPromotion({ value: 100 }), { lines });

  expect(answer).toMatchObject({ discounts: [333, 0, 17] });
});

test("a fixed amount is no more than the lines that it is for", () => {
  const lines = [
    { lineTotal: 300, categories: ["tents"] },
    { lineTotal: 9_000, categories: ["kitchen"] },
  ];
  const promotion = aPromotion({ kind: "fixed", value: 500, currency: "USD", categories: ["tents"] });

  const answer = ask(promotion, { lines });

  expect(answer).toMatchObject({ discounts: [300, 0] });
});

test("a category stands for all below it", () => {
  const answer = ask(aPromotion({ categories: ["outdoor"] }));

  expect(answer.valid && sumOf(answer.discounts)).toBe(1_000);
});

test.each([
  ["unknown", null, {}],
  ["inactive", { active: false }, {}],
  ["not-started", { startsAt: new Date("2026-06-15T12:00:00.001Z") }, {}],
  ["ended", { endsAt: now }, {}],
  ["used-up", { maxUses: 3, uses: 3 }, {}],
  ["used-up-by-customer", { maxUsesPerCustomer: 1 }, { customerUses: 1 }],
  ["other-currency", { kind: "fixed", value: 5, currency: "EUR" }, {}],
  ["below-minimum", { minSubtotal: 10_001, currency: "USD" }, {}],
  ["nothing-eligible", { categories: ["kitchen"] }, {}],
] as const)("a coupon that gives nothing says why: %s", (why, terms, asked) => {
  const promotion = terms && aPromotion(terms as Partial<Promotion>);

  expect(ask(promotion, asked)).toEqual({ valid: false, why });
  expect(tellFault(why, promotion)).toMatch(/\.$/);
});

test("the least order that a coupon is for is told as people read money", () => {
  const promotion = aPromotion({ minSubtotal: 5_000, currency: "USD" });

  expect(tellFault("below-minimum", promotion)).toContain("$50.00");
});

test("it holds from its first moment up to its last, and with its last use", () => {
  const promotion = aPromotion({ startsAt: now, endsAt: new Date(now.getTime() + 1), maxUses: 3, uses: 2 });

  expect(ask(promotion).valid).toBe(true);
});
