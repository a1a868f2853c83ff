import { retrying } from "@shopeasy/platform/database/retrying";
import type { StoreDeps } from "../store-deps";
import { type Entry, type LineFault, lineFaults } from "./entry";
import { importPlace } from "./import-places";
import { importProducts } from "./import-products";
import { isOwnFault, type Outcome, outcomeOf } from "./outcome";

type Transaction = Parameters<Parameters<StoreDeps["database"]["db"]["transaction"]>[0]>[0];

/** What became of a batch of entries, or of all batches so far. */
export interface ImportCounts {
  /** Lines that are dealt with. */
  total: number;
  created: number;
  updated: number;
  failed: number;
}

export interface StoredBatch extends ImportCounts {
  errors: LineFault[];
}

export const noCounts: ImportCounts = { total: 0, created: 0, updated: 0, failed: 0 };

export const addCounts = (one: ImportCounts, other: ImportCounts): ImportCounts => ({
  total: one.total + other.total,
  created: one.created + other.created,
  updated: one.updated + other.updated,
  failed: one.failed + other.failed,
});

/**
 * Stores what a batch describes in one transaction, in which `conclude` writes what must commit with it. What is
 * refused fails alone.
 */
export async function storeBatch(
  { database: { db } }: StoreDeps,
  entries: readonly Entry[],
  conclude: (tx: Transaction, stored: StoredBatch) => Promise<void> = async () => {},
): Promise<StoredBatch> {
  const run = (store: typeof storeTogether) =>
    retrying(db, async (tx) => {
      const stored = summary(entries, await store(tx, entries));
      await conclude(tx, stored);
      return stored;
    });
  try {
    return await run(storeTogether);
  } catch (error) {
    if (!isOwnFault(error)) throw error;
    // Somebody else took a slug or a SKU at this very moment, or a value can't be stored: only that one fails.
    return await run(storeOneByOne);
  }
}

async function storeTogether(tx: Transaction, entries: readonly Entry[]): Promise<(Outcome | undefined)[]> {
  const products = entries.flatMap((entry) =>
    "content" in entry && entry.content.kind === "product" ? entry.content : [],
  );
  if (products.length === 0) return storeOneByOne(tx, entries);
  const outcomes = (await importProducts(tx, products)).values();
  return entries.map((entry) => ("content" in entry ? outcomes.next().value : undefined));
}

async function storeOneByOne(tx: Transaction, entries: readonly Entry[]): Promise<(Outcome | undefined)[]> {
  const outcomes: (Outcome | undefined)[] = [];
  for (const entry of entries) {
    const alone =
      "content" in entry && (() => tx.transaction((savepoint) => storeOne(savepoint, entry.content)));
    outcomes.push(alone ? await outcomeOf(alone) : undefined);
  }
  return outcomes;
}

async function storeOne(
  tx: Transaction,
  content: Extract<Entry, { content: unknown }>["content"],
): Promise<Outcome> {
  if (content.kind !== "product") return importPlace(tx, content);
  const [outcome = "updated"] = await importProducts(tx, [content]);
  return outcome;
}

function summary(entries: readonly Entry[], outcomes: readonly (Outcome | undefined)[]): StoredBatch {
  const stored: StoredBatch = { ...noCounts, errors: [] };
  for (const [index, entry] of entries.entries()) {
    stored.total += entry.lines;
    const outcome = outcomes[index];
    if (typeof outcome === "string") {
      stored[outcome]++;
      continue;
    }
    stored.failed++;
    stored.errors.push(...("faults" in entry ? entry.faults : lineFaults(entry, outcome?.faults ?? [])));
  }
  return stored;
}
