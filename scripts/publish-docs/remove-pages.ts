import type { OwnPages } from "./find-own-pages";
import type { KnownPage, Publishing } from "./publish-page";

export interface Removed {
  path: string;
  title: string;
  /** `kept` of one that has pages of others below it, or that a newer commit has again. */
  kind: "trashed" | "would be trashed" | "no document" | "kept";
}

/**
 * Pages of ours whose documents are no more, the deepest first. They go to the space's trash, from where they can be had
 * back, where that is wanted, and are told of in any case.
 */
export async function removePages(
  publishing: Publishing,
  own: OwnPages,
  { paths, trash }: { paths: ReadonlySet<string>; trash: boolean },
): Promise<Removed[]> {
  const gone = [...own.byPath].filter(([path]) => !paths.has(path)).map(([, known]) => known);
  const ids = new Set(gone.map(({ page }) => page.id));
  const removed: Removed[] = [];
  for (const known of gone.toReversed()) {
    const { page, stored } = known;
    const kind = trash ? await removal(publishing, known, own, ids) : "no document";
    removed.push({ path: stored?.mark?.path ?? "", title: page.title, kind });
    if (kind === "kept") ids.delete(page.id);
  }
  return removed;
}

async function removal(
  { confluence, committedAt, isTrial }: Publishing,
  { page, stored }: KnownPage,
  { children }: OwnPages,
  goneIds: ReadonlySet<string>,
): Promise<Removed["kind"]> {
  const isNewer = stored?.mark && new Date(stored.mark.committedAt) > committedAt;
  const hasOthers = (children.get(page.id) ?? []).some((id) => !goneIds.has(id));
  if (isNewer || hasOthers) return "kept";
  if (isTrial) return "would be trashed";
  await confluence.trash(page.id);
  return "trashed";
}
