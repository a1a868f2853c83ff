import fc from "fast-check";
import { commonWords } from "../catalogue";
import { readable, table } from "../report/table";
import { waitOf } from "../stalls";
import { median, percentile, spread } from "../statistics";

test("a percentile is one of the values, with at least that share of them at or below it", () => {
  const values = fc.array(fc.double({ noNaN: true }), { minLength: 1 });

  fc.assert(
    fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (unsorted, share) => {
      const sorted = unsorted.toSorted((one, other) => one - other);

      const value = percentile(sorted, share);

      expect(sorted).toContain(value);
      expect(sorted.filter((one) => one <= value).length).toBeGreaterThanOrEqual(share * sorted.length);
    }),
  );
});

test("the median is the middle value, or half way between the two in the middle", () => {
  const middles = [median([9, 1, 5]), median([1, 2, 4, 9]), median([])];

  expect(middles).toEqual([5, 3, Number.NaN]);
});

test("the spread is a share of the median", () => {
  const share = spread([90, 100, 120]);

  expect(share).toBeCloseTo(0.3);
});

test("a table's columns stand in line, its numbers to the right", () => {
  const text = table(
    ["", "a second"],
    [
      ["detail", readable(12_345.6)],
      ["order", readable(8.5)],
    ],
  );

  expect(text).toBe(
    ["           a second", "  ─────────────────", "  detail     12,346", "  order        8.50"].join("\n"),
  );
});

test("a search is for words that most names have", () => {
  const words = commonWords(["Ridge Tent for Two", "Red Tent", "Pan with Lid", "Copper Pan, 28 cm"]);

  expect(words[0]).toBe("tent");
  expect(words).not.toContain("red");
});

test("of a machine that stands still for 5 ms in every 250, one moment in a hundred waits for 2.5 ms", () => {
  const waits = [0.01, 0.02, 0.05].map((share) => waitOf([5, 5, 5, 5], 1_000, share));

  expect(waits).toEqual([2.5, 0, 0]);
});
