import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compareWith, dropsBelow, saveBaseline } from "../baseline";
import { goals, verdictsOf } from "../goals";
import type { Ratio } from "../report/results";
import { anEntry, results } from "./results-builder";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "shopeasy-test-baseline-"));
  file = join(folder, "baseline.json");
});
afterEach(() => rmSync(folder, { recursive: true }));

const ratio = (value: number, low = value, high = value): Ratio => ({ value, low, high });

test("a ratio has dropped where even its better rounds are a tenth below what was kept", () => {
  const kept = { "detail/node": 0.5, "detail/express": 0.7, "list/express": 0.8, "search/express": 1 };

  const drops = dropsBelow(kept, {
    "detail/node": ratio(0.46),
    "detail/express": ratio(0.6, 0.58, 0.62),
    "list/express": ratio(0.6, 0.4, 0.79),
  });

  expect(drops.map(({ name }) => name)).toEqual(["detail/express"]);
});

test("what is kept is kept for so many products, and a run of a part leaves the rest", () => {
  saveBaseline(file, results({ ratios: { "detail/node": ratio(0.5), "list/express": ratio(0.8) } }));
  saveBaseline(file, results({ ratios: { "detail/node": ratio(0.6) } }));

  const comparison = compareWith(file, results({ ratios: { "detail/node": ratio(0.5) } }));

  expect(comparison).toMatchObject({
    compared: 1,
    drops: [{ name: "detail/node", kept: 0.6 }],
    absent: ["list/express"],
  });
  expect(() => compareWith(file, results({ products: 10_000 }))).toThrow(
    /No baseline of 10000 products is kept.*--save-baseline makes one/,
  );
});

test("a baseline that is broken is named, and not written over", () => {
  writeFileSync(file, '{ "1000": { "ratios": "lost" } }');

  expect(() => saveBaseline(file, results({ ratios: {} }))).toThrow(/is no baseline/);
  expect(readFileSync(file, "utf8")).toContain("lost");
});

test("a goal holds or is missed by its own measure, and is not spoken of where it was not measured", () => {
  const found = results({
    products: 1_000,
    ratios: {
      "detail/express": ratio(0.7),
      "instances/one-instance": ratio(2.5),
      "list/express": ratio(0.9),
    },
    scenarios: [
      anEntry({ name: "order", scenario: "order", rate: 61, open: { tail: 6 } }),
      anEntry({ name: "mixed", scenario: "mixed", rate: 400, open: { tail: 40 } }),
    ],
  });

  const verdicts = verdictsOf(found).map(({ goal, found, holds }) => [goal.what, found, holds]);

  expect(verdicts).toEqual([
    ["product detail, hot, against bare Express", 0.7, true],
    ["full checkout", 61, true],
    ["three instances against one", 2.5, false],
    // A mix of things that take different times has a long tail by itself.
    ["p99 at half load against the median, the worst", 6, false],
  ]);
  expect(goals.every(({ atLeast, atMost }) => (atLeast === undefined) !== (atMost === undefined))).toBe(true);
});
