import type { Sku } from "@shopeasy/contracts/ids";
import fc from "fast-check";
import { matchesVersion, priceRange, productFaults } from "../src/products/product-rules";
import { linesBySku } from "../src/reservations/reservation-rules";

const usd = (amount: number) => ({ amount, currency: "USD" as const });

test("a product's price range holds every variant's price, and both its ends are one", () => {
  const prices = fc.array(fc.nat(100_000_000), { minLength: 1, maxLength: 20 });

  fc.assert(
    fc.property(prices, (amounts) => {
      const { from, to } = priceRange(amounts.map((amount) => ({ price: usd(amount) })));

      expect(amounts).toContain(from);
      expect(amounts).toContain(to);
      for (const amount of amounts) expect(amount >= from && amount <= to).toBe(true);
    }),
  );
});

test("a product with a variant for every combination of its options is sound", () => {
  const options = fc.uniqueArray(
    fc.record({
      name: fc.string({ minLength: 1 }),
      values: fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 3 }),
    }),
    { selector: ({ name }) => name, maxLength: 3 },
  );

  fc.assert(
    fc.property(options, (given) => {
      const choices = given.reduce<[string, string][][]>(
        (before, { name, values }) =>
          before.flatMap((choice) => values.map((value): [string, string][] => [...choice, [name, value]])),
        [[]],
      );
      const variants = choices.map((choice, at) => ({
        sku: `S${at}` as Sku,
        options: Object.fromEntries(choice),
        price: usd(100),
      }));

      expect(productFaults({ options: given, variants })).toEqual([]);
    }),
  );
});

test("an option given twice and one that has a value twice are faults", () => {
  const options = [
    { name: "Size", values: ["S"] },
    { name: "Size", values: ["S", "S"] },
  ];
  const variants = [{ sku: "S" as Sku, options: { Size: "S" }, price: usd(1) }];

  const paths = productFaults({ options, variants }).map(({ path }) => path);

  expect(paths).toEqual(["options[1].name", "options[1].values"]);
});

test.each([
  [undefined, true],
  ["*", true],
  ['"7.1.2"', true],
  ['W/"7.1.2"', true],
  ['"6.1", "7.9"', true],
  ['"6.1.2"', false],
  ['"71.2"', false],
  ['"17.2"', false],
  ["7", false],
  ["", false],
])("an edit with If-Match %s of a product at version 7 goes through: %s", (ifMatch, through) => {
  expect(matchesVersion(ifMatch, 7)).toBe(through);
});

test("lines are one for each SKU, in the order of SKUs, and nothing of them is lost", () => {
  const sku = fc.constantFrom("a", "B", "c.1", "c-1", "D") as fc.Arbitrary<Sku>;
  const items = fc.array(fc.record({ sku, quantity: fc.integer({ min: 1, max: 99 }) }));
  const sum = (lines: readonly { quantity: number }[]) =>
    lines.reduce((all, { quantity }) => all + quantity, 0);

  fc.assert(
    fc.property(items, (given) => {
      const lines = linesBySku(given);

      const skus = lines.map((line) => line.sku);
      expect(skus).toEqual([...new Set(skus)].sort());
      expect(sum(lines)).toBe(sum(given));
      for (const line of lines) {
        expect(line.quantity).toBe(sum(given.filter((item) => item.sku === line.sku)));
      }
    }),
  );
});
