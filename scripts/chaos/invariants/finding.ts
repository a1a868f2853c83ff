/** The promises that are checked, in the words of the table. */
export const rules = ["lost", "double", "oversold", "books", "mails", "unfinished"] as const;
export type Rule = (typeof rules)[number];

/** Something that does not hold: of what, and how so. */
export interface Finding {
  rule: Rule;
  /** Of the order, SKU, charge, mail …; to be looked for in databases and logs. */
  id: string;
  what: string;
}

/** Groups by a key; what has none is left out. */
export function grouped<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string | null | undefined,
): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === null || key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

export const sumOf = (amounts: readonly number[]): number => amounts.reduce((sum, amount) => sum + amount, 0);
