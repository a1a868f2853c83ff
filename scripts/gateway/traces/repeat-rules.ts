/** Fewer than so many alike are shown as they are. */
const worthFolding = 5;

/** Things in a row that look alike: a loop. */
export interface Run<T> {
  items: readonly T[];
  isFolded: boolean;
}

/** Takes what is alike and stands next to each other together; `likeness` is undefined for what must stand alone. */
export function runsOf<T>(items: readonly T[], likeness: (item: T) => string | undefined): Run<T>[] {
  const runs: { items: T[]; like: string | undefined }[] = [];
  for (const item of items) {
    const like = likeness(item);
    const last = runs.at(-1);
    if (last && like !== undefined && last.like === like) last.items.push(item);
    else runs.push({ items: [item], like });
  }
  return runs.flatMap(({ items: alike }): Run<T>[] =>
    alike.length >= worthFolding
      ? [{ items: alike, isFolded: true }]
      : alike.map((item) => ({ items: [item], isFolded: false })),
  );
}
