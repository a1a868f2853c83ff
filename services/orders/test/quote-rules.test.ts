import { Sku } from "@shopeasy/contracts/ids";
import type { SellableVariant } from "@shopeasy/contracts/internal/catalog";
import { currencyDecimals } from "@shopeasy/contracts/money";
import fc from "fast-check";
import { sumOf } from "../src/checkout/quote-amount-rules";
import { type KnownCoupon, type QuoteInput, quoteCart } from "../src/checkout/quote-rules";
import type { Promotion } from "../src/promotions/promotion-rules";
import type { TaxRate } from "../src/taxes/tax-rules";
import { aVariant } from "./a-variant";

const quote = (
  items: { sku: string; quantity: number }[],
  variants: SellableVariant[],
  wanted: Partial<QuoteInput> = {},
) =>
  quoteCart({
    currency: "USD",
    items: items.map(({ sku, quantity }) => ({ sku: Sku.parse(sku), quantity })),
    variants,
    coupon: null,
    taxRates: [],
    destination: { country: "US", region: null },
    shippingMethod: "standard",
    now: new Date("2026-06-15T12:00:00Z"),
    ...wanted,
  });

const aCoupon = (wanted: Partial<Promotion>): KnownCoupon => ({
  code: "COUPON",
  promotion: {
    id: "0190a000-0000-7000-8000-000000000009",
    code: "COUPON",
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
  },
  customerUses: 0,
});

const aRate = (wanted: Partial<TaxRate> = {}): TaxRate => ({
  country: "US",
  region: null,
  name: "Sales tax",
  rateBasisPoints: 650,
  inclusive: false,
  appliesToShipping: true,
  ...wanted,
});

const anyCoupon = fc.option(
  fc
    .record({
      kind: fc.constantFrom("percentage", "fixed", "free-shipping" as const),
      value: fc.integer({ min: 1, max: 100 }),
      categories: fc.subarray(["home", "garden"]),
      minSubtotal: fc.option(fc.nat(100_000)),
    })
    .map(({ value, kind, minSubtotal, ...terms }) => {
      const amount = kind === "fixed" ? value * 7_777 : value;
      return aCoupon({ ...terms, kind, minSubtotal, value: kind === "free-shipping" ? null : amount });
    }),
);

const anyRates = fc
  .boolean()
  .chain((inclusive) =>
    fc
      .array(
        fc.record({ rateBasisPoints: fc.integer({ min: 0, max: 10_000 }), appliesToShipping: fc.boolean() }),
        { maxLength: 3 },
      )
      .map((rates) => rates.map((rate, i) => aRate({ ...rate, inclusive, name: `Tax ${i}` }))),
  );

const anyLines = fc.array(
  fc.record({
    price: fc.integer({ min: 0, max: 100_000_000 }),
    quantity: fc.integer({ min: 1, max: 99 }),
    categories: fc.subarray(["home", "garden"]),
  }),
  { minLength: 1, maxLength: 100 },
);

/** With no decimals, with two and with three: yen and dinars are not shipped yet, so that they are quoted without. */
const anyCurrency = fc.constantFrom("USD", "JPY", "KWD" as const);

test("the parts of a quote sum to its total, whatever is in the cart, off it and on it", () => {
  fc.assert(
    fc.property(anyLines, anyCoupon, anyRates, anyCurrency, (wanted, coupon, taxRates, currency) => {
      const variants = wanted.map(({ price, categories }, i) =>
        aVariant({ sku: `S${i}`, price: { amount: price, currency }, categories }),
      );
      const items = wanted.map(({ quantity }, i) => ({ sku: `S${i}`, quantity }));
      const shippingMethod = currency === "USD" ? "standard" : null;

      const quoted = quote(items, variants, { currency, coupon, taxRates, shippingMethod });

      const { lines, subtotal, discount, shipping, tax, shippingTax, taxIncluded, total } = quoted;
      expect(sumOf(lines.map((line) => line.lineTotal))).toBe(subtotal);
      expect(sumOf(lines.map((line) => line.discount))).toBe(discount);
      expect(sumOf(lines.map((line) => line.tax)) + shippingTax).toBe(tax);
      expect(sumOf(quoted.taxLines.map(({ amount }) => amount))).toBe(tax);
      expect(subtotal - discount + shipping + (taxIncluded ? 0 : tax)).toBe(total);
      for (const line of lines) {
        expect(line.discount).toBeGreaterThanOrEqual(0);
        expect(line.discount).toBeLessThanOrEqual(line.lineTotal);
        expect(line.tax).toBeGreaterThanOrEqual(0);
      }
      const amounts = [subtotal, discount, shipping, tax, total];
      expect(amounts.every((amount) => Number.isSafeInteger(amount) && amount >= 0)).toBe(true);
    }),
  );
});

test.each([
  ["JPY", 0, 3_333, 333, 300],
  ["USD", 2, 3_333, 333, 300],
  ["KWD", 3, 33_333, 3_333, 3_000],
] as const)(
  "%s, of %i decimals, is counted in its own minor units",
  (currency, decimals, price, discount, tax) => {
    const quoted = quote(
      [{ sku: "A", quantity: 1 }],
      [aVariant({ sku: "A", price: { amount: price, currency } })],
      { currency, coupon: aCoupon({}), taxRates: [aRate({ rateBasisPoints: 1_000 })], shippingMethod: null },
    );

    expect(currencyDecimals[currency]).toBe(decimals);
    expect(quoted).toMatchObject({ discount, tax, total: price - discount + tax });
  },
);

test("the tax is on what is paid for a line, after its discount", () => {
  const quoted = quote(
    [{ sku: "A", quantity: 1 }],
    [aVariant({ sku: "A", price: { amount: 10_000, currency: "USD" } })],
    { coupon: aCoupon({ value: 50 }), taxRates: [aRate({ rateBasisPoints: 1_000 })] },
  );

  expect(quoted).toMatchObject({ subtotal: 10_000, discount: 5_000, shipping: 0, tax: 500, total: 5_500 });
});

test("tax that the prices hold is told, and not added", () => {
  const quoted = quote(
    [{ sku: "A", quantity: 1 }],
    [aVariant({ sku: "A", price: { amount: 11_900, currency: "USD" } })],
    {
      destination: { country: "DE", region: null },
      taxRates: [aRate({ country: "DE", name: "MwSt.", rateBasisPoints: 1_900, inclusive: true })],
    },
  );

  expect(quoted).toMatchObject({
    subtotal: 11_900,
    shipping: 1_999,
    tax: 2_219,
    shippingTax: 319,
    taxIncluded: true,
    total: 13_899,
  });
});

test("free shipping makes every way free, and says what it saves", () => {
  const coupon = aCoupon({ kind: "free-shipping", value: null });

  const quoted = quote([{ sku: "A", quantity: 1 }], [aVariant({ sku: "A" })], {
    coupon,
    shippingMethod: "express",
  });

  expect(quoted).toMatchObject({ shipping: 0, shippingSaved: 1_499, discount: 0, total: 1_000 });
  expect(quoted.offers.map(({ price }) => price.amount)).toEqual([0, 0]);
});

test("a coupon takes nobody's free shipping away", () => {
  const quoted = quote([{ sku: "A", quantity: 5 }], [aVariant({ sku: "A" })], { coupon: aCoupon({}) });

  expect(quoted).toMatchObject({ subtotal: 5_000, discount: 500, shipping: 0 });
});

test("a coupon that gives nothing is told, and the price is the full one", () => {
  const quoted = quote([{ sku: "A", quantity: 1 }], [aVariant({ sku: "A" })], {
    coupon: aCoupon({ active: false }),
  });

  expect(quoted).toMatchObject({ discount: 0, coupon: { answer: { valid: false, why: "inactive" } } });
});

test("the weight of all pieces is what the parcel weighs", () => {
  const { offers } = quote([{ sku: "A", quantity: 3 }], [aVariant({ sku: "A", weightGrams: 2_000 })]);

  expect(offers).toContainEqual(
    expect.objectContaining({ id: "express", price: { amount: 2_499, currency: "USD" } }),
  );
});

test("without a place to go to there is neither shipping nor tax", () => {
  const quoted = quote([{ sku: "A", quantity: 1 }], [aVariant({ sku: "A" })], {
    destination: null,
    taxRates: [aRate()],
  });

  expect(quoted).toMatchObject({ shipping: 0, tax: 0, total: 1_000, offers: [] });
});

test("a line that can't be had is named, with how many could", () => {
  const { short, subtotal } = quote(
    [
      { sku: "A", quantity: 3 },
      { sku: "GONE", quantity: 1 },
    ],
    [aVariant({ sku: "A", available: 2 })],
  );

  expect(short).toEqual([
    { sku: "A", requested: 3, available: 2 },
    { sku: "GONE", requested: 1, available: 0 },
  ]);
  expect(subtotal).toBe(3_000);
});

test("a shipping method that does not go there is refused, and those that do are named", () => {
  const place = () =>
    quote([{ sku: "A", quantity: 1 }], [aVariant({ sku: "A" })], {
      destination: { country: "DE", region: null },
      shippingMethod: "express",
    });

  expect(place).toThrow(
    expect.objectContaining({ code: "shipping-method-unavailable", extras: { available: ["standard"] } }),
  );
});

test("what is sold in another currency than the cart's can't be had with it", () => {
  const dollars = aVariant({ sku: "A" });
  const euros = aVariant({ sku: "B", price: { amount: 1_000, currency: "EUR" } });

  const { short } = quote(
    [
      { sku: "A", quantity: 1 },
      { sku: "B", quantity: 1 },
    ],
    [dollars, euros],
  );

  expect(short).toEqual([{ sku: "B", requested: 1, available: 0 }]);
});
