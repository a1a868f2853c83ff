import fc from "fast-check";
import { waterfallOf } from "../traces/waterfall-rules";

const aDocument = (id: string, changes: object = {}) => ({
  id,
  name: id,
  start_time: 10,
  end_time: 11,
  ...changes,
});

const outline = (documents: readonly unknown[]) =>
  waterfallOf(documents).bars.map(({ document, depth, service }) => [document.id, depth, service]);

test("segments hang under the call that made them, in the order in which they began", () => {
  const documents = [
    aDocument("cart", { parent_id: "call", start_time: 10.2 }),
    aDocument("gateway"),
    aDocument("orders", {
      parent_id: "gateway",
      subsegments: [
        aDocument("sql", { start_time: 10.5 }),
        aDocument("call", { start_time: 10.1, subsegments: [aDocument("retry", { start_time: 10.3 })] }),
      ],
    }),
  ];

  expect(outline(documents)).toEqual([
    ["gateway", 0, "gateway"],
    ["orders", 1, "orders"],
    ["call", 2, "orders"],
    ["cart", 3, "cart"],
    ["retry", 3, "orders"],
    ["sql", 2, "orders"],
  ]);
});

test("a part that was sent ahead of its segment finds its place, once", () => {
  const part = aDocument("sql", { type: "subsegment", parent_id: "orders" });

  expect(outline([part, aDocument("orders", { subsegments: [part] })])).toEqual([
    ["orders", 0, "orders"],
    ["sql", 1, "orders"],
  ]);
});

test("what has not ended lasts as long as the trace does, and says so", () => {
  const { bars, totalMs } = waterfallOf([
    aDocument("ended", { end_time: 14 }),
    aDocument("running", { start_time: 12, end_time: undefined, in_progress: true }),
  ]);

  expect(totalMs).toBe(4_000);
  expect(bars[1]).toMatchObject({ startMs: 2_000, durationMs: 2_000, isRunning: true });
});

test("documents in a circle, or without sense, harm nothing", () => {
  const circle = [
    aDocument("a", { parent_id: "b" }),
    aDocument("b", { parent_id: "a" }),
    aDocument("c", { parent_id: "c" }),
  ];

  const { bars } = waterfallOf([
    ...circle,
    null,
    "text",
    { id: 1 },
    { id: "d", name: "d", start_time: "no" },
  ]);

  expect(bars.map(({ document }) => document.id).toSorted()).toEqual(["a", "b", "c"]);
  expect(waterfallOf([])).toMatchObject({ bars: [], totalMs: 0 });
});

const anId = fc.constantFrom("a", "b", "c", "d", "e", "f");
const documents = fc.uniqueArray(
  fc.record({
    id: anId,
    name: anId,
    parent_id: fc.option(anId, { nil: undefined }),
    start_time: fc.integer({ min: 0, max: 9 }),
    end_time: fc.option(fc.integer({ min: 0, max: 20 }), { nil: undefined }),
  }),
  { selector: ({ id }) => id },
);

test("every document is shown once, and no bar leaves the trace", () => {
  fc.assert(
    fc.property(documents, (all) => {
      const { bars, totalMs } = waterfallOf(all);

      expect(bars.map(({ document }) => document.id).toSorted()).toEqual(all.map(({ id }) => id).toSorted());
      for (const { startMs, durationMs } of bars) {
        expect(startMs).toBeGreaterThanOrEqual(0);
        expect(startMs + durationMs).toBeLessThanOrEqual(totalMs + 1e-6);
      }
    }),
  );
});
