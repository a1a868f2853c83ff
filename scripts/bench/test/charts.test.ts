import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeFolder } from "../report/write-folder";
import type { SoakResults } from "../soak/soak-results";
import { anEntry, results } from "./results-builder";

const aSoak: SoakResults = {
  machine: results().machine,
  commit: "0123456789abcdef",
  settings: { products: 1_000, traceRate: 0.05, seconds: 60, warmUpSeconds: 20, rate: 30 },
  slices: [{ at: 0, rate: 30, p50Ms: 2, p99Ms: 9, errors: 0, firstError: null, unsent: 0 }],
  at: [0, 30, 60],
  processes: [
    {
      ...{ name: "orders", isJudged: true, hasRestarted: false, trend: { slope: 1, error: 0.1 } },
      ...{ memory: [90, 91, 92], files: [30, 30, 31], sockets: [12, 12, 12] },
      before: { memory: 90, heap: 30, files: 30, sockets: 12 },
      after: { memory: 92, heap: null, files: 30, sockets: 12 },
    },
  ],
  growth: 1.02,
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "shopeasy-test-charts-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("a run's folder has its figures, a chart for each kind of scenario, and a page that shows them all", () => {
  const entries = [
    anEntry({ open: {} }),
    anEntry({ name: "detail-cold", scenario: "detail-cold", open: {} }),
    anEntry({ name: "order", scenario: "order", open: {} }),
  ];

  writeFolder(folder, {
    results: results({ scenarios: entries, floors: [anEntry({ name: "node detail", floor: "node" })] }),
  });

  const files = readdirSync(folder);
  expect(files.toSorted()).toEqual([
    "index.html",
    "latency-browse-cold.svg",
    "latency-browse.svg",
    "latency-checkout.svg",
    "rates.svg",
    "results.json",
    "results.txt",
  ]);
  const page = readFileSync(join(folder, "index.html"), "utf8");
  for (const name of files.filter((file) => file.endsWith(".svg"))) expect(page).toContain(`src="${name}"`);
  const charts = files
    .filter((file) => file.endsWith(".svg"))
    .map((file) => readFileSync(join(folder, file), "utf8"));
  expect(charts.join()).not.toMatch(/NaN|Infinity|undefined/);
});

test("a later run takes the place of an earlier one, and a soak stands beside it", () => {
  writeFolder(folder, { results: results({ scenarios: [anEntry({ open: {} })] }) });
  writeFolder(folder, { soak: aSoak });

  writeFolder(folder, {
    results: results({ scenarios: [anEntry({ name: "order", scenario: "order", open: {} })] }),
  });

  const charts = readdirSync(folder).filter((name) => name.endsWith(".svg"));
  expect(charts.toSorted()).toEqual([
    "latency-checkout.svg",
    "soak-answers.svg",
    "soak-handles.svg",
    "soak-memory.svg",
  ]);
  const page = readFileSync(join(folder, "index.html"), "utf8");
  for (const name of charts) expect(page).toContain(`src="${name}"`);
  expect(page).toContain("after the soak against before: 1.020 ×");
});

test("a run without floors, and one in which nothing was answered, have charts that can be drawn", () => {
  const nothing = { curve: Array.from({ length: 11 }, () => 0), p50Ms: 0, p99Ms: 0, tail: 0 };

  writeFolder(folder, { results: results({ scenarios: [anEntry({ rate: 0, open: nothing })] }) });

  const charts = readdirSync(folder)
    .filter((file) => file.endsWith(".svg"))
    .map((file) => readFileSync(join(folder, file), "utf8"));
  expect(charts.join()).not.toMatch(/NaN|Infinity|undefined/);
});
