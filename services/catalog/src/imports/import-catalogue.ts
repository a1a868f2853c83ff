import type { StoreDeps } from "../store-deps";
import type { LineFault } from "./entry";
import { entryBatches, oneAhead } from "./entry-batches";
import { learnSizes } from "./learn-sizes";
import { ndjsonEntries } from "./ndjson-entries";
import { addCounts, type ImportCounts, noCounts, storeBatch } from "./store-batch";

interface Watching {
  /** Told how far it is after each batch. */
  onProgress?: (counts: ImportCounts) => void;
  onFault?: (fault: LineFault) => void;
}

/**
 * Takes in a catalogue from NDJSON: categories, brands and products, in batches that each commit alone. A bad line
 * fails alone. What is there already (by slug) is brought to what the line says, but for the stock, which only a SKU
 * that is new here gets: so that a file can be taken in again.
 */
export async function importCatalogue(
  deps: StoreDeps,
  source: AsyncIterable<Buffer> | Iterable<Buffer>,
  { onProgress = () => {}, onFault = () => {} }: Watching = {},
): Promise<ImportCounts> {
  let counts = noCounts;
  for await (const batch of oneAhead(entryBatches(ndjsonEntries(source)))) {
    const stored = await storeBatch(deps, batch);
    counts = addCounts(counts, stored);
    for (const fault of stored.errors) onFault(fault);
    onProgress(counts);
  }
  await learnSizes(deps, counts);
  return counts;
}
