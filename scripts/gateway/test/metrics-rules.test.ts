import fc from "fast-check";
import { amountOf } from "../dashboards/amounts";
import { lineChart, niceTop } from "../dashboards/line-chart";
import { quantileOf } from "../metrics/quantile-rules";
import { increaseOf, samplesIn, seriesOf } from "../metrics/series-rules";
import { WindowSum } from "../metrics/windows";

test("a text of metrics is read line by line, and what is no value is passed over", () => {
  const text = [
    "# HELP a_total Something.",
    'a_total{path="/a b",said="x \\"y\\""} 3',
    "b 1.5e3",
    "",
    "no value here",
    "c",
    'd_bucket{le="+Inf"} 7',
  ].join("\n");

  const samples = [...samplesIn(text)];

  expect(samples.map(([, value]) => value)).toEqual([3, 1_500, 7]);
  expect(seriesOf(samples[0]?.[0] ?? "")).toEqual({
    name: "a_total",
    labels: { path: "/a b", said: 'x "y"' },
  });
  expect(seriesOf("b")).toEqual({ name: "b", labels: {} });
});

test("whatever a program says, reading it ends and gives numbers", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 300 }), (text) => {
      for (const [written, value] of samplesIn(text)) {
        expect(value).not.toBeNaN();
        expect(typeof seriesOf(written).name).toBe("string");
      }
    }),
  );
});

test("a counter that began anew has increased by what it says", () => {
  expect(increaseOf(10, 7)).toBe(3);
  expect(increaseOf(2, 7)).toBe(2);
});

test("a window's sum is that of the last times only", () => {
  const window = new WindowSum(3);
  const sums = [1, 2, 3, 4, 0, 0, 0].map((increase) => {
    window.add(0, increase);
    return window.close();
  });

  expect(sums).toEqual([1, 3, 6, 9, 7, 4, 0]);
});

const bounds = [0.1, 0.5, 1, Number.POSITIVE_INFINITY];

test("a percentile lies evenly within its bucket, and beyond the last bound is that bound", () => {
  expect(quantileOf(0.5, bounds, [10, 10, 10, 10])).toBeCloseTo(0.05, 9);
  expect(quantileOf(0.75, bounds, [5, 10, 10, 10])).toBeCloseTo(0.3, 9);
  expect(quantileOf(0.99, bounds, [0, 0, 0, 10])).toBe(1);
  expect(quantileOf(0.99, bounds, [0, 0, 0, 0])).toBeNaN();
});

test("a greater share never has a smaller percentile", () => {
  const counts = fc.array(fc.nat(50), { minLength: 4, maxLength: 4 });
  fc.assert(
    fc.property(counts, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (inEach, share) => {
      let sum = 0;
      const within = inEach.map((count) => (sum += count));
      fc.pre(sum > 0);
      expect(quantileOf(share, bounds, within)).toBeLessThanOrEqual(quantileOf(1, bounds, within));
      expect(quantileOf(share, bounds, within)).toBeGreaterThanOrEqual(0);
    }),
  );
});

test("the top of a chart is a round number that nothing lies above", () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-6, max: 1e9, noNaN: true }), (value) => {
      expect(niceTop(value)).toBeGreaterThanOrEqual(value * (1 - 1e-9));
      expect(niceTop(value)).toBeLessThanOrEqual(value * 10);
    }),
  );
  expect(niceTop(0)).toBe(1);
});

test("a line is broken where there was nothing, and what programs call their labels can't break out of it", () => {
  const { svg } = lineChart([{ name: "<script>", values: [1, Number.NaN, 2, 3] }], { width: 4, label: "l" });

  expect(svg.text.match(/M/g)).toHaveLength(2);
  expect(svg.text).toContain("&lt;script&gt;");
});

test.each([
  [Number.NaN, "count", "–"],
  [0.0123, "share", "1.2 %"],
  [123_456, "per-minute", "123 k/min"],
  [0.25, "seconds", "250 ms"],
  [2_500_000_000, "bytes", "2.50 GB"],
  [14.4, "times", "14×"],
] as const)("%p as %s is read as %s", (value, unit, text) => {
  expect(amountOf(value, unit)).toBe(text);
});
