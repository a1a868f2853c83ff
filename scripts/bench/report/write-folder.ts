import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { printedSoak } from "../soak/printed-soak";
import type { SoakResults } from "../soak/soak-results";
import { latencyCharts } from "./charts/latencies";
import { ratesChart } from "./charts/rates";
import { soakCharts } from "./charts/soak-charts";
import { type PagePart, page } from "./page";
import { printed } from "./printed";
import type { Results } from "./results";

/** What a folder may hold, one of each. */
const kinds = {
  results: { title: "Load", charts: /^(rates|latency-.*)\.svg$/ },
  soak: { title: "Soak", charts: /^soak-.*\.svg$/ },
} as const;
type Kind = keyof typeof kinds;

/**
 * Writes a run or a soak into a folder: its figures as JSON and as text, its charts, and a page that shows both where both
 * are there. What the folder had of the same kind goes.
 */
export function writeFolder(folder: string, found: { results: Results } | { soak: SoakResults }): void {
  mkdirSync(folder, { recursive: true });
  if ("soak" in found) put(folder, "soak", found.soak, printedSoak(found.soak), soakCharts(found.soak));
  else {
    const { results } = found;
    const rates = ratesChart(results);
    put(folder, "results", results, printed(results), { ...(rates && { rates }), ...latencyCharts(results) });
  }
  const parts = (Object.keys(kinds) as Kind[]).flatMap((kind) => partOf(folder, kind) ?? []);
  writeFileSync(join(folder, "index.html"), page(parts));
}

function put(
  folder: string,
  kind: Kind,
  figures: Results | SoakResults,
  text: string,
  charts: Readonly<Record<string, string>>,
): void {
  for (const name of chartsIn(folder, kind)) rmSync(join(folder, name));
  writeFileSync(join(folder, `${kind}.json`), `${JSON.stringify(figures, null, 2)}\n`);
  writeFileSync(join(folder, `${kind}.txt`), `${text}\n`);
  for (const [name, chart] of Object.entries(charts)) writeFileSync(join(folder, `${name}.svg`), chart);
}

function partOf(folder: string, kind: Kind): PagePart | undefined {
  const file = join(folder, `${kind}.txt`);
  if (!existsSync(file)) return undefined;
  return { title: kinds[kind].title, printed: readFileSync(file, "utf8"), charts: chartsIn(folder, kind) };
}

const chartsIn = (folder: string, kind: Kind): string[] =>
  readdirSync(folder)
    .filter((name) => kinds[kind].charts.test(name))
    // The rates first.
    .toSorted((one, other) => Number(other === "rates.svg") - Number(one === "rates.svg"));
