import type { Entry } from "./entry";

/** Few enough for a transaction that holds up nobody, and enough to make its round trips cheap. */
const mostEntries = 200;
/** Of the file: what is held of it at a time. */
const mostBytes = 2_000_000;

/**
 * Entries in batches that can be stored at once: products apart from categories and brands, and of two entries of one
 * product the second apart, since it must find what the first made.
 */
export async function* entryBatches(entries: AsyncIterable<Entry>): AsyncGenerator<Entry[]> {
  let batch: Entry[] = [];
  let products = new Set<string>();
  let places = false;

  for await (const entry of entries) {
    const product = "content" in entry && entry.content.kind === "product" ? entry.content.slug : undefined;
    const place = "content" in entry && product === undefined;
    const mustPart =
      (place && products.size > 0) || (product !== undefined && (places || products.has(product)));
    if (batch.length > 0 && (mustPart || isFull(batch, entry))) {
      yield batch;
      batch = [];
      products = new Set();
      places = false;
    }
    batch.push(entry);
    places ||= place;
    if (product !== undefined) products.add(product);
  }
  if (batch.length > 0) yield batch;
}

const isFull = (batch: readonly Entry[], next: Entry) =>
  batch.length === mostEntries || next.after.byte - (batch[0]?.after.byte ?? 0) > mostBytes;

/** The same batches, the next one read while the last is stored. */
export async function* oneAhead<Item>(items: AsyncGenerator<Item>): AsyncGenerator<Item> {
  let next = items.next();
  try {
    for (;;) {
      const { value, done } = await next;
      if (done) return;
      next = items.next();
      // Whoever comes for it hears of its failure; until then nobody does, which must end no process.
      next.catch(() => {});
      yield value;
    }
  } finally {
    await items.return(undefined);
  }
}
