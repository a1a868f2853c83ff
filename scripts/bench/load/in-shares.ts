/**
 * Gives items over and over, as often as their weights say, and well mixed: each turn goes to whoever has waited the
 * longest by its weight.
 */
export function inShares<Item extends { weight: number }>(items: readonly Item[]): () => Item {
  const all = items.map((item) => ({ item, waits: 0 }));
  const total = items.reduce((sum, { weight }) => sum + weight, 0);
  return () => {
    for (const one of all) one.waits += one.item.weight;
    const chosen = all.reduce((first, one) => (one.waits > first.waits ? one : first));
    chosen.waits -= total;
    return chosen.item;
  };
}
