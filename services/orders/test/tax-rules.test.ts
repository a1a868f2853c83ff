import fc from "fast-check";
import { sumOf } from "../src/checkout/quote-amount-rules";
import { ratesAt, type TaxRate, taxOf } from "../src/taxes/tax-rules";
import { faultsOfTable } from "../src/taxes/tax-table-rules";

const aRate = (wanted: Partial<TaxRate> = {}): TaxRate => ({
  country: "US",
  region: null,
  name: "Tax",
  rateBasisPoints: 1_000,
  inclusive: false,
  appliesToShipping: false,
  ...wanted,
});

describe("the tax of an order", () => {
  const paid = fc.array(fc.integer({ min: 0, max: 9_900_000_000 }), { minLength: 1, maxLength: 100 });
  const rates = fc.boolean().chain((inclusive) =>
    fc.array(
      fc
        .record({ rateBasisPoints: fc.integer({ min: 0, max: 10_000 }), appliesToShipping: fc.boolean() })
        .map((rate) => aRate({ ...rate, inclusive })),
      { maxLength: 3 },
    ),
  );

  test("is the sum of its lines' and its shipping's, and of its rates'", () => {
    fc.assert(
      fc.property(paid, fc.nat(1_000_000), rates, (nets, shipping, held) => {
        const tax = taxOf({ nets, shipping, rates: held });

        expect(sumOf(tax.onLines) + tax.onShipping).toBe(tax.total);
        expect(sumOf(tax.byRate.map(({ amount }) => amount))).toBe(tax.total);
        expect(tax.onLines).toHaveLength(nets.length);
        expect([...tax.onLines, tax.onShipping].every((part) => part >= 0)).toBe(true);
      }),
    );
  });

  test("that prices hold already is less than they are, and what is left taxed again gives the price", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 9_900_000_000 }),
        fc.integer({ min: 0, max: 10_000 }),
        (price, bp) => {
          const held = [aRate({ rateBasisPoints: bp, inclusive: true })];

          const { onLines } = taxOf({ nets: [price], shipping: 0, rates: held });
          const without = price - onLines[0]!;

          expect(onLines[0]).toBeLessThanOrEqual(price);
          expect(Math.abs(Math.floor((without * (10_000 + bp)) / 10_000 + 0.5) - price)).toBeLessThanOrEqual(
            1,
          );
        },
      ),
    );
  });

  test("is rounded half up for each line", () => {
    const { onLines, total } = taxOf({ nets: [5, 5, 14], shipping: 0, rates: [aRate()] });

    expect(onLines).toEqual([1, 1, 1]);
    expect(total).toBe(3);
  });

  test("is on the shipping only by the rates that say so", () => {
    const federal = aRate({ name: "GST", rateBasisPoints: 500, appliesToShipping: true });
    const provincial = aRate({ name: "PST", rateBasisPoints: 700 });

    const tax = taxOf({ nets: [1_000], shipping: 1_000, rates: [federal, provincial] });

    expect(tax).toMatchObject({ onLines: [120], onShipping: 50, total: 170 });
    expect(tax.byRate.map(({ name, amount }) => [name, amount])).toEqual([
      ["GST", 100],
      ["PST", 70],
    ]);
  });

  test("of a place without rates is nothing", () => {
    const tax = taxOf({ nets: [1_000], shipping: 500, rates: [] });

    expect(tax).toEqual({ onLines: [0], onShipping: 0, total: 0, included: false, byRate: [] });
  });
});

describe("where a rate holds", () => {
  const table = [
    aRate({ name: "Federal" }),
    aRate({ name: "Washington", region: "WA" }),
    aRate({ name: "Germany", country: "DE", inclusive: true }),
  ];
  const namesAt = (country: string, region: string | null) =>
    ratesAt(table, { country, region }).map(({ name }) => name);

  test.each([
    ["US", "WA", "Washington"],
    ["US", " wa ", "Washington"],
    ["US", "US-WA", "Washington"],
    ["US", "IL", "Federal"],
    ["US", null, "Federal"],
    ["DE", "WA", "Germany"],
  ])("a region's beats its country's: %s %s has %s", (country, region, name) => {
    expect(namesAt(country, region)).toEqual([name]);
  });

  test("a country that the table does not name has none", () => {
    expect(namesAt("FR", null)).toEqual([]);
  });
});

describe("a table of rates", () => {
  test("can't name one rate of a place twice, however it is written", () => {
    const rates = [aRate({ region: "WA" }), aRate({ region: "us-wa", name: "TAX" }), aRate()];

    expect(faultsOfTable(rates)).toEqual([{ position: 1, message: expect.stringContaining("twice") }]);
  });

  test("can't have prices of one place hold one tax and not another", () => {
    const rates = [
      aRate(),
      aRate({ name: "VAT", inclusive: true }),
      aRate({ country: "DE", inclusive: true }),
    ];

    expect(faultsOfTable(rates)).toEqual([{ position: 1, message: expect.stringContaining("inclusive") }]);
  });
});
