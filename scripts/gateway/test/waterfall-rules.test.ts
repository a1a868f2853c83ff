import fc from "fast-check";
import { type Bar, waterfallOf } from "../traces/waterfall-rules";

const aDocument = (id: string, changes: object = {}) => ({
  id,
  name: id,
  start_time: 10,
  end_time: 11,
  ...changes,
});

const everyBar = (bars: readonly Bar[]): Bar[] => bars.flatMap((bar) => [bar, ...everyBar(bar.children)]);

const barsOf = (documents: readonly unknown[]) => everyBar(waterfallOf(documents).roots);

const outline = (documents: readonly unknown[]) =>
  barsOf(documents).map(({ step, depth }) => [step.document.id, depth, step.service]);

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
  const { roots, totalMs } = waterfallOf([
    aDocument("ended", { end_time: 14 }),
    aDocument("running", { start_time: 12, end_time: undefined, in_progress: true }),
  ]);

  expect(totalMs).toBe(4_000);
  expect(roots[1]).toMatchObject({ startMs: 2_000, durationMs: 2_000, step: { isRunning: true } });
});

test("documents in a circle, or without sense, harm nothing", () => {
  const circle = [
    aDocument("a", { parent_id: "b" }),
    aDocument("b", { parent_id: "a" }),
    aDocument("c", { parent_id: "c" }),
  ];

  const bars = barsOf([...circle, null, "text", { id: 1 }, { id: "d", name: "d", start_time: "no" }]);

  expect(bars.map(({ step }) => step.document.id).toSorted()).toEqual(["a", "b", "c"]);
  expect(waterfallOf([])).toMatchObject({ roots: [], totalMs: 0 });
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

test("every document is shown once, no bar leaves the trace, and the critical path is the answer's time", () => {
  fc.assert(
    fc.property(documents, (all) => {
      const { roots, totalMs, answerMs, spenders } = waterfallOf(all);
      const bars = everyBar(roots);

      expect(bars.map(({ step }) => step.document.id).toSorted()).toEqual(all.map(({ id }) => id).toSorted());
      for (const { startMs, durationMs } of bars) {
        expect(startMs).toBeGreaterThanOrEqual(0);
        expect(startMs + durationMs).toBeLessThanOrEqual(totalMs + 1e-6);
      }
      const spent = spenders.reduce((sum, { ms }) => sum + ms, 0);
      if (spenders.length > 0) expect(spent).toBeCloseTo(answerMs, 6);
    }),
  );
});

test("what is very deep, or very much, is still a page's worth", () => {
  const chain = Array.from({ length: 3_000 }, (_, place) =>
    aDocument(`n${place}`, { parent_id: `n${place - 1}` }),
  );

  const bars = barsOf(chain);

  expect(bars).toHaveLength(2_000);
  expect(Math.max(...bars.map(({ depth }) => depth))).toBe(60);
});

describe("clocks", () => {
  const call = aDocument("call", { name: "cart", namespace: "remote", start_time: 10.2, end_time: 10.4 });
  const caller = aDocument("orders", { subsegments: [call] });

  it.each([
    ["behind", 9, 10],
    ["before", -9.5, -9.4],
    ["after", 90, 90.1],
  ])(
    "of a service that are wrong are mended: what answers a call lies within it (%s)",
    (_name, start, end) => {
      const answer = aDocument("cart", {
        ...{ parent_id: "call", start_time: 10 + start, end_time: 10 + end },
        subsegments: [aDocument("sql", { start_time: 10 + start, end_time: 10 + end })],
      });

      const bars = barsOf([caller, answer]);

      const mended = bars.filter(({ step }) => step.shiftedMs !== 0).map(({ step }) => step.document.id);
      expect(mended).toEqual(["cart", "sql"]);
      expect(waterfallOf([caller, answer]).totalMs).toBeLessThanOrEqual(1_200);
      expect(bars[2]?.startMs).toBeGreaterThanOrEqual(200);
      expect(bars[3]?.startMs).toBe(bars[2]?.startMs);
    },
  );

  it("are let be where a message was late, or an answer a little", () => {
    const message = aDocument("mail", {
      parent_id: "orders",
      start_time: 70,
      annotations: { queue: "mails" },
    });
    const answer = aDocument("cart", { parent_id: "call", start_time: 10.199, end_time: 10.402 });

    const bars = barsOf([caller, answer, { ...message, end_time: 71 }]);

    expect(bars.filter(({ step }) => step.shiftedMs !== 0)).toEqual([]);
  });
});

describe("the critical path", () => {
  it("is what ended last, of what ran at the same time, and what came before that", () => {
    const root = aDocument("root", {
      end_time: 10.1,
      subsegments: [
        aDocument("first", { start_time: 10.01, end_time: 10.03 }),
        aDocument("slow", {
          start_time: 10.03,
          end_time: 10.09,
          subsegments: [aDocument("sql", { ...{ start_time: 10.04, end_time: 10.08 }, sql: {} })],
        }),
        aDocument("quick", { start_time: 10.03, end_time: 10.05 }),
      ],
    });

    const bars = barsOf([root]);

    const path = bars.map(({ step, critical }) => [
      step.document.id,
      critical
        .map(([from, to]) => [Math.round(from), Math.round(to)])
        .toSorted(([one = 0], [other = 0]) => one - other),
    ]);
    expect(path).toEqual([
      [
        "root",
        [
          [0, 10],
          [90, 100],
        ],
      ],
      ["first", [[10, 30]]],
      [
        "slow",
        [
          [30, 40],
          [80, 90],
        ],
      ],
      ["sql", [[40, 80]]],
      ["quick", []],
    ]);
  });

  it("says who spent the time: databases, calls, the way to services, and services themselves", () => {
    const documents = [
      aDocument("orders", {
        end_time: 10.1,
        subsegments: [
          aDocument("call", { name: "cart", namespace: "remote", start_time: 10.01, end_time: 10.05 }),
          aDocument("pay", {
            name: "payment-gateway",
            namespace: "remote",
            start_time: 10.05,
            end_time: 10.06,
          }),
        ],
      }),
      aDocument("cart", {
        ...{ parent_id: "call", start_time: 10.02, end_time: 10.04 },
        subsegments: [aDocument("DynamoDB", { namespace: "aws", start_time: 10.025, end_time: 10.04 })],
      }),
      aDocument("mail", {
        parent_id: "pay",
        start_time: 10.05,
        end_time: 10.09,
        annotations: { queue: "mails" },
      }),
    ];

    const { spenders } = waterfallOf(documents);

    expect(spenders.map(({ name, ms }) => [name, Math.round(ms)])).toEqual([
      ["orders itself", 50],
      ["way to cart", 20],
      ["DynamoDB", 15],
      ["payment-gateway", 10],
      ["cart itself", 5],
    ]);
  });
});

test("how long a message waited in its queue is told, once", () => {
  const message = { parent_id: "orders", start_time: 11.5, end_time: 12, annotations: { queue: "mails" } };
  const wait = aDocument("queue wait", { start_time: 11.1, end_time: 11.5 });
  const waits = (changes: object) =>
    barsOf([aDocument("orders"), aDocument("mail", { ...message, ...changes })]).map(
      (bar) => bar.waitedFromMs,
    );

  expect(waits({})).toEqual([undefined, 1_000]);
  expect(waits({ subsegments: [wait] })).toEqual([undefined, undefined, undefined]);
});
