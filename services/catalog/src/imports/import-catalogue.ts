import type { StoreDeps } from "../deps";
import type { ImportLine, ProductLine } from "./import-line-schemas";
import { importBrand, importCategory } from "./import-places";
import { importProducts } from "./import-products";
import type { NumberedLine, Outcome } from "./outcome";
import { parseLine } from "./parse-line";
import { textLines } from "./text-lines";

export interface ImportCounts {
  /** Lines that are dealt with: the sum of the others. */
  done: number;
  created: number;
  updated: number;
  failed: number;
}

export interface ImportFault {
  line: number;
  message: string;
}

/** Few enough for a transaction that holds up nobody, and enough to make its round trips cheap. */
const batchSize = 200;

/**
 * Takes in a catalogue from NDJSON: categories, brands and products, in batches that each commit alone. A bad line
 * fails alone. What is there already (by slug) is brought to what the line says, but for the stock, which only a SKU
 * that is new here gets: so that a file can be taken in again.
 */
export async function importCatalogue(
  deps: StoreDeps,
  source: AsyncIterable<Buffer> | Iterable<Buffer>,
  {
    onProgress = () => {},
    onFault = () => {},
  }: { onProgress?: (counts: ImportCounts) => void; onFault?: (fault: ImportFault) => void } = {},
): Promise<ImportCounts> {
  const counts = { done: 0, created: 0, updated: 0, failed: 0 };
  let batch: NumberedLine<ProductLine>[] = [];

  const record = (number: number, outcome: Outcome) => {
    counts.done++;
    if (typeof outcome === "string") {
      counts[outcome]++;
      return;
    }
    counts.failed++;
    onFault({ line: number, message: outcome.fault });
  };
  const storeBatch = async () => {
    if (batch.length === 0) return;
    const lines = batch;
    batch = [];
    const outcomes = await importProducts(deps, lines);
    for (const [index, { number }] of lines.entries()) {
      record(number, outcomes[index] ?? { fault: "was not dealt with" });
    }
    onProgress({ ...counts });
  };

  for await (const text of textLines(source)) {
    const parsed = parseLine(text);
    if ("fault" in parsed) {
      record(parsed.number, { fault: parsed.fault });
      continue;
    }
    const { number, line } = parsed;
    if (line.kind === "product") {
      // Of two lines of one product the second must find what the first made.
      if (batch.length === batchSize || batch.some((other) => other.line.slug === line.slug)) {
        await storeBatch();
      }
      batch.push({ number, line });
    } else {
      await storeBatch();
      record(number, await importPlace(deps, line));
    }
  }
  await storeBatch();
  onProgress({ ...counts });
  return counts;
}

function importPlace(deps: StoreDeps, line: Exclude<ImportLine, ProductLine>): Promise<Outcome> {
  return line.kind === "category" ? importCategory(deps, line) : importBrand(deps, line);
}
