export interface BatchLimits {
  maxCount: number;
  maxBytes: number;
}

/** Cuts a list, in its order, into batches within both limits. An item larger than a whole batch gets one alone. */
export function inBatches<Item>(
  items: readonly Item[],
  bytesOf: (item: Item) => number,
  { maxCount, maxBytes }: BatchLimits,
): Item[][] {
  const batches: Item[][] = [];
  let batch: Item[] = [];
  let bytes = 0;
  for (const item of items) {
    const size = bytesOf(item);
    if (batch.length > 0 && (batch.length === maxCount || bytes + size > maxBytes)) {
      batches.push(batch);
      batch = [];
      bytes = 0;
    }
    batch.push(item);
    bytes += size;
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}
