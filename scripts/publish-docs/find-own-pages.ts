import type { WikiPage } from "./confluence/confluence";
import { inBatches } from "./in-batches";
import type { KnownPage, Publishing } from "./publish-page";

/** What is below the parent page, by the marks that we leave. */
export interface OwnPages {
  /** By the path of their document. */
  byPath: Map<string, KnownPage>;
  /** Ids of pages that have pages below them, each with theirs. */
  children: Map<string, string[]>;
}

/** Looks through a space for pages of ours. Others' pages are seen, and never touched. */
export async function findOwnPages(
  { confluence, spaceId }: Pick<Publishing, "confluence" | "spaceId">,
  parentId: string,
): Promise<OwnPages> {
  const all = await confluence.pagesOf(spaceId);
  const children = new Map<string, string[]>();
  for (const { id, parentId: above } of all) {
    if (above) children.set(above, [...(children.get(above) ?? []), id]);
  }
  const below = pagesBelow(parentId, all, children);
  const marks = await inBatches(below, async (page) => ({ page, stored: await confluence.markOf(page.id) }));
  const byPath = new Map<string, KnownPage>();
  for (const known of marks) {
    const path = known.stored?.mark?.path;
    if (path !== undefined) byPath.set(path, known);
  }
  return { byPath, children };
}

function pagesBelow(
  parentId: string,
  all: readonly WikiPage[],
  children: ReadonlyMap<string, string[]>,
): WikiPage[] {
  const byId = new Map(all.map((page) => [page.id, page]));
  const found: WikiPage[] = [];
  for (const queue = [...(children.get(parentId) ?? [])]; queue.length > 0; ) {
    const id = queue.shift() ?? "";
    const page = byId.get(id);
    if (page) found.push(page);
    queue.push(...(children.get(id) ?? []));
  }
  return found;
}
